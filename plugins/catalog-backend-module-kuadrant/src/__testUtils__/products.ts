import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

/** A published product with little in it. */
export function product(
  name: string,
  overrides: {
    metadata?: Partial<APIProduct['metadata']>;
    spec?: Partial<APIProduct['spec']>;
    status?: APIProduct['status'];
  } = {},
): APIProduct {
  return {
    apiVersion: 'devportal.kuadrant.io/v1alpha1',
    kind: 'APIProduct',
    metadata: {
      namespace: 'toystore',
      name,
      annotations: { 'backstage.io/owner': 'user:default/owner1' },
      ...overrides.metadata,
    },
    spec: {
      displayName: 'Toystore API',
      approvalMode: 'manual',
      publishStatus: 'Published',
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: 'toystore-route',
      },
      ...overrides.spec,
    },
    ...(overrides.status && { status: overrides.status }),
  };
}

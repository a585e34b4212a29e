import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

/** A product for which documents are fetched. */
export const PRODUCT: APIProduct = {
  metadata: { namespace: 'shop', name: 'toys' },
  spec: {
    displayName: 'Toys',
    approvalMode: 'manual',
    publishStatus: 'Published',
    targetRef: { group: '', kind: 'HTTPRoute', name: 'toys' },
  },
};

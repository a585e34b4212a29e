import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { KEY_VALUES } from './generateCalls';

const KUADRANT_NAMESPACE = 'kuadrant-system';

/** An enforcement Secret as the controller writes it. */
function keySecret(
  name: keyof typeof KEY_VALUES,
  labels: Record<string, string>,
  options: { plan?: string; namespace?: string } = {},
): KubernetesObject {
  const { plan = 'silver', namespace = KUADRANT_NAMESPACE } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      namespace,
      name: name.toLowerCase(),
      labels: { 'authorino.kuadrant.io/managed-by': 'authorino', ...labels },
      annotations: {
        'secret.kuadrant.io/plan-id': plan,
        'secret.kuadrant.io/user-id': 'user:default/jane',
        'devportal.kuadrant.io/key-id': `consumers/${name}`,
      },
    },
    stringData: { api_key: KEY_VALUES[name] },
  } as KubernetesObject;
}

const product = (name: string) => ({
  'devportal.kuadrant.io/apiproduct': name,
  'devportal.kuadrant.io/apiproduct-namespace': name,
});

/** The Secrets of the keys that work; those of expired and unknown keys are not there. */
export const keySecrets: KubernetesObject[] = [
  keySecret('shopGold', { group: 'shop' }, { plan: 'gold' }),
  keySecret('shopSilver', { group: 'shop' }),
  keySecret('other', { group: 'other' }),
  keySecret('corporate', { group: 'corporate' }, { plan: 'gold' }),
  keySecret('suspended', { group: 'shop', suspended: 'true' }),
  keySecret('outside', { group: 'shop' }, { namespace: 'elsewhere' }),
  keySecret('toystore', product('toystore')),
  keySecret('gamestore', product('gamestore')),
];

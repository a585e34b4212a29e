import {
  type APIKey,
  apiKeys,
  LABELS,
  labelValue,
  type ObjectRef,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';

/** Works on all items, so many at a time. */
export async function atOnce<T>(
  concurrency: number,
  items: T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const item of left) {
        await work(item);
      }
    }),
  );
}

/** Asks for access as the portal does: the Secret, then the APIKey. */
export async function createKey(
  client: KubernetesClient,
  key: ObjectRef,
  product: ObjectRef,
): Promise<APIKey> {
  await client.create(secrets, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...key, labels: { [LABELS.apiKey]: labelValue(key.name) } },
    type: 'Opaque',
    data: { api_key: Buffer.from(`value-of-${key.name}`).toString('base64') },
  } as Parameters<typeof client.create>[1]);
  return client.create<APIKey>(apiKeys, {
    metadata: key,
    spec: {
      apiProductRef: product,
      secretRef: { name: key.name },
      planTier: 'silver',
      useCase: 'a benchmark',
      requestedBy: { userId: 'user:default/jane', email: 'jane@example.com' },
    },
  });
}

import {
  ANNOTATIONS,
  type APIKey,
  overlapOf,
  refOfObject,
  secretNamesOf,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { Secret } from '../enforcement';
import { keyOf } from '../objects';
import { inParallel } from './inParallel';
import { type SavedObjects, savedSecret } from './savedObjects';

/** How to read the Secrets of keys. */
export interface SaveSecretsOptions {
  client: KubernetesClient;
  /** Milliseconds since the epoch. */
  now: number;
  /** Called with what was left out and why. */
  onNote: (note: string) => void;
  onProgress?: (done: number, total: number) => void;
}

/** Adds the Secrets that saved keys name, read one by one. */
export async function saveSecrets(
  saved: SavedObjects,
  options: SaveSecretsOptions,
): Promise<void> {
  const found = new Map<string, Secret>();
  await inParallel(
    saved.keys.map((apiKey, index) => ({ apiKey, index })),
    async ({ apiKey, index }) => {
      const { current, secretsOf } = await readSecrets(apiKey, options);
      saved.keys[index] = current;
      secretsOf.forEach(secret => found.set(keyOf(secret.metadata), secret));
    },
    options.onProgress,
  );
  saved.secrets.push(...found.values());
}

async function readSecrets(
  apiKey: APIKey,
  options: SaveSecretsOptions,
): Promise<{ current: APIKey; secretsOf: Secret[] }> {
  const namespace = apiKey.metadata.namespace ?? '';
  const read = async (name: string) => {
    const secret = await findSecret(options.client, { namespace, name });
    return secret && savedSecret(secret, apiKey);
  };
  const secretsOf: Secret[] = [];
  for (const name of new Set(secretNamesOf(apiKey))) {
    const secret = await read(name);
    if (secret) {
      secretsOf.push(secret);
    } else {
      options.onNote(
        `Secret ${namespace}/${name}, which APIKey ${keyOf(refOfObject(apiKey))} names, is left out: it does not exist or holds no value of the key`,
      );
    }
  }
  const created = secretsOf.find(
    ({ metadata }) => metadata.name === apiKey.spec.secretRef.name,
  )?.metadata.creationTimestamp;
  return { current: withRotationTime(apiKey, created, options.now), secretsOf };
}

// The time of a rotation is that of the Secret where the key does not say it, and the Secret will be a new one.
function withRotationTime(
  apiKey: APIKey,
  createdAt: string | undefined,
  now: number,
): APIKey {
  const { annotations } = apiKey.metadata;
  return createdAt &&
    annotations?.[ANNOTATIONS.rotatedAt] === undefined &&
    overlapOf(apiKey, createdAt, now)
    ? {
        ...apiKey,
        metadata: {
          ...apiKey.metadata,
          annotations: { ...annotations, [ANNOTATIONS.rotatedAt]: createdAt },
        },
      }
    : apiKey;
}

async function findSecret(
  client: KubernetesClient,
  ref: { namespace: string; name: string },
): Promise<Secret | undefined> {
  try {
    return await client.get<Secret>(secrets, ref);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

import {
  type APIKey,
  DECISION_BINDING,
  isEnforcementSecret,
  KEY_SECRET_TYPE,
  type KubernetesObject,
  readExtension,
  refOfObject,
  requestRefOf,
  SECRET_KEY,
  secretNamesOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyOf } from '../objects';
import { BackupError } from './BackupError';
import type { SavedObjects } from './savedObjects';

const SECRET_TYPES = [undefined, 'Opaque', KEY_SECRET_TYPE];

/**
 * Checks that objects are such as a backup writes. A restore may have more rights than the author of the file, and must
 * not be a way to create anything else.
 *
 * @throws BackupError that names the object
 */
export function checkObjects(objects: SavedObjects): void {
  const { namespaces, products, keys, secrets, requests, decisions } = objects;
  for (const list of [
    namespaces,
    products,
    keys,
    secrets,
    requests,
    decisions,
  ]) {
    checkUnique(list);
  }
  [...products, ...keys, ...requests, ...decisions].forEach(checkSpec);
  const named = new Set(
    keys.flatMap(key =>
      secretNamesOf(key).map(name =>
        keyOf({ namespace: key.metadata.namespace, name }),
      ),
    ),
  );
  for (const secret of secrets) {
    const entries = Object.keys(secret.data ?? {});
    if (
      !named.has(keyOf(secret.metadata)) ||
      isEnforcementSecret(secret) ||
      !SECRET_TYPES.includes(secret.type) ||
      entries.some(entry => entry !== SECRET_KEY)
    ) {
      throw new BackupError(
        `${nameOf(secret)} is no Secret of a key in this backup: a key must name it, and it may hold ${SECRET_KEY} alone`,
      );
    }
  }
  checkDecisions(objects);
}

function checkUnique(list: KubernetesObject[]): void {
  const seen = new Set<string>();
  for (const object of list) {
    const key = keyOf(object.metadata);
    if (seen.has(key)) {
      throw new BackupError(`${nameOf(object)} is in the file twice`);
    }
    seen.add(key);
  }
}

function checkSpec(object: KubernetesObject): void {
  const { spec } = object as { spec?: Record<string, unknown> };
  const needed: Record<string, string[]> = {
    APIKey: ['apiProductRef', 'secretRef', 'requestedBy'],
    APIKeyRequest: ['apiProductRef', 'apiKeyRef', 'requestedBy'],
    APIKeyApproval: ['apiKeyRequestRef'],
  };
  const missing = ['spec', ...(needed[object.kind ?? ''] ?? [])].find(field => {
    const value = field === 'spec' ? spec : spec?.[field];
    return typeof value !== 'object' || value === null;
  });
  if (missing) {
    throw new BackupError(`${nameOf(object)} has no ${missing}`);
  }
}

function checkDecisions({ keys, decisions }: SavedObjects): void {
  const byRequest = new Map<string, APIKey>(
    keys.map(key => [keyOf(requestRefOf(key)), key]),
  );
  for (const decision of decisions) {
    const { namespace } = decision.metadata;
    const { name } = decision.spec.apiKeyRequestRef;
    const key = byRequest.get(keyOf({ namespace, name }));
    const { value, problem } = readExtension(DECISION_BINDING, decision);
    if (problem) {
      throw new BackupError(`${nameOf(decision)}: ${problem}`);
    }
    if (key ? value?.apiKeyUid !== key.metadata.uid : value !== undefined) {
      throw new BackupError(
        key
          ? `${nameOf(decision)} was not made on APIKey ${keyOf(refOfObject(key))} of this backup`
          : `${nameOf(decision)} was made on an APIKey that is not in this backup`,
      );
    }
  }
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

import {
  type APIKey,
  LABELS,
  type ObjectMeta,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, keysBySecret, unownedByKey } from '../caches';
import { keyOf, refOf } from '../objects';

/** Whether nothing on a Secret says whose it is. */
export function isUntied(metadata: ObjectMeta): boolean {
  const { labels = {}, ownerReferences = [], deletionTimestamp } = metadata;
  return (
    !deletionTimestamp &&
    labels[LABELS.enforcement] === undefined &&
    labels[LABELS.apiKey] === undefined &&
    ownerReferences.length === 0
  );
}

/** Remembers the Secrets without owner that an APIKey named when it was deleted, for as long as they are there. */
export class LeftSecrets {
  readonly #cache: Caches['secrets'];
  readonly #keyOf = new Map<string, string>();
  /** Of each key the UIDs and the queue keys of its Secrets. */
  readonly #secretsOf = new Map<string, Map<string, string>>();

  constructor({ secrets, apiKeys }: Pick<Caches, 'secrets' | 'apiKeys'>) {
    this.#cache = secrets;
    apiKeys.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#remember(object);
      }
    });
    secrets.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#forget(object.metadata.uid ?? '');
      }
    });
  }

  /** Whether nobody is about to make the key any more that this Secret was made for. */
  has({ uid }: ObjectMeta): boolean {
    return this.#keyOf.has(uid ?? '');
  }

  /** What a key of this name (`namespace/name`) left. */
  of(key: string): ObjectMeta[] {
    return [...(this.#secretsOf.get(key) ?? [])].flatMap(([uid, secret]) => {
      const metadata = this.#cache.get(refOf(secret))?.metadata;
      return metadata && metadata.uid === uid ? [metadata] : [];
    });
  }

  #remember(apiKey: APIKey): void {
    const key = keyOf(apiKey.metadata);
    for (const secret of keysBySecret(apiKey)) {
      const metadata = this.#cache.get(refOf(secret))?.metadata;
      const isWithoutOwner =
        metadata &&
        (isUntied(metadata) || unownedByKey({ metadata }).length > 0);
      if (isWithoutOwner) {
        const { uid = '' } = metadata;
        const secrets = this.#secretsOf.get(key) ?? new Map();
        this.#secretsOf.set(key, secrets.set(uid, secret));
        this.#keyOf.set(uid, key);
      }
    }
  }

  #forget(uid: string): void {
    const key = this.#keyOf.get(uid);
    this.#keyOf.delete(uid);
    if (key !== undefined) {
      const secrets = this.#secretsOf.get(key);
      secrets?.delete(uid);
      if (secrets?.size === 0) {
        this.#secretsOf.delete(key);
      }
    }
  }
}

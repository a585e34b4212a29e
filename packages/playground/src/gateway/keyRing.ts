import { createHash } from 'node:crypto';
import type {
  AuthenticationRule,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { refText } from './snapshot';

type Selector = NonNullable<
  NonNullable<AuthenticationRule['apiKey']>['selector']
>;

/** Where and by which labels the Secrets of a key are looked for. */
export interface KeyScope {
  selector?: Selector;
  /** undefined means all namespaces. */
  namespaces?: readonly string[];
}

/** The SHA-256 of a key's value, which is all that the gateway remembers of it. */
export function hashOfKey(value: Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

/**
 * The keys that the gateway knows. A key is looked up by the hash of its value, so that the time that takes tells
 * nothing about other keys, and no value is kept.
 */
export class KeyRing {
  readonly #secrets = new Map<
    string,
    { hash: string; secret: KubernetesObject }
  >();
  readonly #byHash = new Map<string, Map<string, KubernetesObject>>();

  /** The number of Secrets. */
  get size(): number {
    return this.#secrets.size;
  }

  /** Adds a Secret, or takes its new value and labels; only its metadata is kept. */
  set(secret: KubernetesObject, hash: string): void {
    const ref = refText(secret);
    this.delete(ref);
    const entry = { metadata: secret.metadata };
    this.#secrets.set(ref, { hash, secret: entry });
    const same = this.#byHash.get(hash) ?? new Map();
    same.set(ref, entry);
    this.#byHash.set(hash, same);
  }

  /** Forgets a Secret, given as `namespace/name`. */
  delete(ref: string): void {
    const known = this.#secrets.get(ref);
    if (!known) {
      return;
    }
    this.#secrets.delete(ref);
    const same = this.#byHash.get(known.hash)!;
    same.delete(ref);
    if (same.size === 0) {
      this.#byHash.delete(known.hash);
    }
  }

  /** The Secret that holds this value and is within the scope. */
  find(value: string, scope: KeyScope): KubernetesObject | undefined {
    // Node gives what stands in a request as Latin-1, one character for each byte.
    const same = this.#byHash.get(hashOfKey(Buffer.from(value, 'latin1')));
    return [...(same?.values() ?? [])].find(
      ({ metadata }) =>
        (scope.namespaces?.includes(metadata.namespace ?? '') ?? true) &&
        selects(scope.selector, metadata.labels ?? {}),
    );
  }
}

function selects(
  selector: Selector | undefined,
  labels: Record<string, string>,
): boolean {
  return (
    Object.entries(selector?.matchLabels ?? {}).every(
      ([name, value]) => labels[name] === value,
    ) &&
    (selector?.matchExpressions ?? []).every(
      ({ key, operator, values = [] }) => {
        switch (operator) {
          case 'In':
            return key in labels && values.includes(labels[key]);
          case 'NotIn':
            return !(key in labels) || !values.includes(labels[key]);
          case 'Exists':
            return key in labels;
          case 'DoesNotExist':
            return !(key in labels);
          default:
            return false;
        }
      },
    )
  );
}

import type {
  KubernetesObject,
  LabelSelector,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { selectsLabels } from '@kuadrant/gateway-policy';
import { refText } from '../snapshot';
import type { HashedSecret } from './secretKey';

/** Which Secrets hold the keys of an API key rule. */
export interface KeyScope {
  selector?: LabelSelector;
  /** undefined means all namespaces. */
  namespaces?: readonly string[];
}

/**
 * The keys of one API key rule, by value, as Authorino v0.22 keeps them:
 *
 * - Of two Secrets with one value, the Secret that came last has the value.
 * - A change of a Secret that keeps its value is ignored: labels and annotations stay those first seen.
 * - A Secret that is gone, or that the selector no longer matches, takes away only a value that it still has. The
 *   other Secret with that value is not looked up again.
 *
 * So an annotation changes without a refused call only when a second Secret takes over the value, the first one is
 * deleted and made again, and the second one is deleted.
 *
 * @see https://github.com/Kuadrant/authorino/blob/v0.22.0/pkg/evaluators/identity/api_key.go
 */
export class KeyIndex {
  readonly #scope: KeyScope;
  readonly #byHash = new Map<string, KubernetesObject>();
  /** The hash that each Secret has, by `namespace/name`. */
  readonly #hashes = new Map<string, string>();

  constructor(scope: KeyScope) {
    this.#scope = scope;
  }

  /** Takes in a Secret that is new or has changed. */
  apply(secret: HashedSecret): void {
    const { metadata, hash } = secret;
    const { namespaces, selector } = this.#scope;
    if (namespaces && !namespaces.includes(metadata.namespace ?? '')) {
      return;
    }
    const ref = refText(secret);
    if (!selectsLabels(selector, metadata.labels ?? {})) {
      this.revoke(ref);
      return;
    }
    const known = this.#hashes.get(ref);
    if (known !== undefined && known === hash) {
      return;
    }
    this.revoke(ref);
    if (hash !== undefined) {
      const previous = this.#byHash.get(hash);
      if (previous) {
        this.#hashes.delete(refText(previous));
      }
      this.#byHash.set(hash, { metadata });
      this.#hashes.set(ref, hash);
    }
  }

  /** Forgets the value that a Secret has, if it has one; the Secret is given as `namespace/name`. */
  revoke(ref: string): void {
    const hash = this.#hashes.get(ref);
    if (hash !== undefined) {
      this.#hashes.delete(ref);
      this.#byHash.delete(hash);
    }
  }

  /** The Secret that has the key value with this hash. */
  find(hash: string): KubernetesObject | undefined {
    return this.#byHash.get(hash);
  }
}

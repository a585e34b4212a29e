import {
  isEnforcementCopyName,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { keyOf } from '../objects';
import { standsForKey } from './enforcedKey';
import { EnforcementRefused } from './EnforcementRefused';
import { type SecretRound, versionOf } from './SecretReader';

/** Finds the Secrets by which the gateway knows keys. */
export class GatewaySecrets {
  readonly #cache: Caches['secrets'];

  constructor(cache: Caches['secrets']) {
    this.#cache = cache;
  }

  /** All of a key, copies too. */
  all(apiKey: ObjectRef): KubernetesObject[] {
    return this.#cache.byIndex('enforcement', keyOf(apiKey));
  }

  copies(apiKey: ObjectRef): KubernetesObject[] {
    return this.all(apiKey).filter(({ metadata }) =>
      isEnforcementCopyName(apiKey, metadata.name),
    );
  }

  /**
   * The Secret of this name.
   *
   * @throws EnforcementRefused where it is not the key's
   */
  own(ref: ObjectRef, apiKey: ObjectRef): KubernetesObject | undefined {
    const secret = this.#cache.get(ref);
    if (secret && !standsForKey(secret, apiKey)) {
      throw new EnforcementRefused(
        `Secret ${keyOf(ref)} exists and does not belong to the APIKey. Remove it`,
      );
    }
    return secret;
  }

  /** Identifies what the cache has of a Secret; undefined where it has none. */
  versionOf(ref: ObjectRef): string | undefined {
    const secret = this.#cache.get(ref);
    return secret && versionOf(secret.metadata);
  }

  /** Whether the cluster has the Secret as the cache does, and with this value. */
  async hasValue(
    { metadata }: KubernetesObject,
    value: string,
    round: SecretRound,
  ): Promise<boolean> {
    const { namespace = '', name } = metadata;
    const reading = await round.readValue({ namespace, name });
    return reading.value === value && reading.version === versionOf(metadata);
  }
}

import {
  ANNOTATIONS,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, enforcementByKey, enforcementIndexKey } from '../caches';
import { keyOf } from '../objects';
import type { Logger } from '../runtime';
import { differenceOf } from './differences';
import { EnforcementRefused } from './EnforcementRefused';
import { EnforcementSecrets, isNewerThan } from './EnforcementSecrets';
import { type SecretRound, versionOf } from './SecretReader';
import type { WantedSecret } from './wantedSecrets';

/**
 * The APIKey that an enforcement Secret stands for, as a queue key; undefined for any other Secret.
 */
export function enforcedKeyOf(secret: KubernetesObject): string | undefined {
  const [labelled] = enforcementByKey(secret);
  return labelled === undefined ? undefined : (namedKeyOf(secret) ?? labelled);
}

/** The name in full; in labels it may be shortened. Earlier versions have another annotation. */
function namedKeyOf({ metadata }: KubernetesObject): string | undefined {
  const { annotations = {} } = metadata;
  return annotations[ANNOTATIONS.keyId] ?? annotations[ANNOTATIONS.apiKey];
}

/** What became of an enforcement Secret; its name tells which it is. */
export interface EnforcementChange {
  name: string;
  /** `value`: the gateway knows the key by another value; `terms`: by the same one, with something else about it. */
  what: 'created' | 'value' | 'terms' | 'removed';
}

/**
 * Keeps the Secrets by which the gateway knows keys as they should be. Only Secrets with the enforcement label that
 * name the key are ever touched.
 */
export class Enforcer {
  readonly #cache: Caches['secrets'];
  readonly #secrets: EnforcementSecrets;
  /** The version of each enforcement Secret as it was last seen to be right, and of the Secret that it agreed with. */
  readonly #checked = new Map<string, { version: string; source: string }>();

  constructor(cache: Caches['secrets']) {
    this.#cache = cache;
    this.#secrets = new EnforcementSecrets(cache);
    cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#checked.delete(keyOf(object.metadata));
      }
    });
  }

  /** The version of the consumer's Secret whose value is enforced now, if it is. */
  enforcedVersion(ref: ObjectRef): string | undefined {
    return this.#cache.get(ref)?.metadata.annotations?.[ANNOTATIONS.source];
  }

  /**
   * Makes the enforcement Secrets of a key these and no others. Returns what that changed.
   *
   * @throws EnforcementRefused where it cannot be done; KubernetesError where it may succeed later
   */
  async enforce(
    apiKey: ObjectRef,
    wanted: WantedSecret[],
    round: SecretRound,
    logger: Logger,
  ): Promise<EnforcementChange[]> {
    const changes: EnforcementChange[] = [];
    const names = new Set(wanted.map(({ ref }) => keyOf(ref)));
    const standIns = new Set(
      wanted.map(({ ref, nextName }) => keyOf({ ...ref, name: nextName })),
    );
    for (const { metadata } of this.#existing(apiKey)) {
      if (!names.has(keyOf(metadata)) && !standIns.has(keyOf(metadata))) {
        await this.#secrets.remove(metadata, logger);
        changes.push({ name: metadata.name, what: 'removed' });
      }
    }
    for (const secret of wanted) {
      const what = await this.#ensure(apiKey, secret, round, logger);
      if (what) {
        changes.push({ name: secret.ref.name, what });
      }
    }
    // Of a replacement that was interrupted. Until here they stood in for the Secret itself.
    for (const { metadata } of this.#existing(apiKey)) {
      if (standIns.has(keyOf(metadata))) {
        await this.#secrets.remove(metadata, logger);
      }
    }
    return changes;
  }

  /** Whether the gateway has been given anything for a key. */
  isEnforced(apiKey: ObjectRef): boolean {
    return this.#existing(apiKey).length > 0;
  }

  #existing(apiKey: ObjectRef): KubernetesObject[] {
    return this.#cache
      .byIndex('enforcement', enforcementIndexKey(apiKey))
      .filter(secret => this.#standsFor(secret, apiKey));
  }

  #standsFor(secret: KubernetesObject, apiKey: ObjectRef): boolean {
    const named = namedKeyOf(secret);
    return (
      enforcementByKey(secret).includes(enforcementIndexKey(apiKey)) &&
      (named === undefined || named === keyOf(apiKey))
    );
  }

  /** The Secret of this name, which must be the key's. */
  #own(ref: ObjectRef, apiKey: ObjectRef): KubernetesObject | undefined {
    const secret = this.#cache.get(ref);
    if (secret && !this.#standsFor(secret, apiKey)) {
      throw new EnforcementRefused(
        `Secret ${keyOf(ref)} exists and does not belong to the APIKey. Remove it`,
      );
    }
    return secret;
  }

  async #ensure(
    apiKey: ObjectRef,
    wanted: WantedSecret,
    round: SecretRound,
    logger: Logger,
  ): Promise<EnforcementChange['what'] | undefined> {
    const existing = this.#own(wanted.ref, apiKey);
    const standIn = this.#own({ ...wanted.ref, name: wanted.nextName }, apiKey);
    const difference = existing && differenceOf(existing, wanted);
    if (
      existing &&
      !difference &&
      !standIn &&
      this.#isChecked(existing, wanted)
    ) {
      return undefined;
    }
    const { value, version } = await round.read(wanted.source);
    if (value === undefined || version === undefined) {
      // The key's state follows from its current value; a previous one that no longer exists no longer works.
      if (existing) {
        await this.#secrets.remove(existing.metadata, logger);
      }
      return existing && 'removed';
    }
    const isSameValue =
      existing !== undefined && (await this.#hasValue(existing, value, round));
    // A replacement was interrupted, and the gateway may know the value by the copy.
    const isInterrupted =
      existing !== undefined &&
      standIn !== undefined &&
      !isNewerThan(existing, standIn) &&
      (await this.#hasValue(standIn, value, round));
    if (existing && isSameValue && !difference && !isInterrupted) {
      // Not the value has changed but, say, the owner: nothing that the gateway's Secret would follow.
      this.#check(wanted, existing, version);
      return undefined;
    }
    const content = { wanted, value, version };
    let written: KubernetesObject;
    if (!existing) {
      written = await this.#secrets.create(wanted.ref, content, standIn);
    } else if (isSameValue && (difference === 'indexed' || isInterrupted)) {
      if (standIn && !isInterrupted) {
        await this.#secrets.remove(standIn.metadata);
      }
      written = await this.#secrets.replace(
        existing,
        content,
        isInterrupted ? standIn : undefined,
      );
    } else {
      written = await this.#secrets.patch(existing, content);
    }
    this.#check(wanted, written, version);
    logger.info(existing ? 'Enforcement updated' : 'Enforced', {
      secret: keyOf(wanted.ref),
    });
    if (!existing) {
      return 'created';
    }
    return isSameValue ? 'terms' : 'value';
  }

  #check(wanted: WantedSecret, secret: KubernetesObject, source: string): void {
    this.#checked.set(keyOf(wanted.ref), {
      version: versionOf(secret.metadata),
      source,
    });
  }

  /** Whether the value was seen to be right, and neither Secret has changed since. */
  #isChecked({ metadata }: KubernetesObject, wanted: WantedSecret): boolean {
    const source = this.#cache.get(wanted.source)?.metadata;
    if (!source) {
      return false;
    }
    const seen = { version: versionOf(metadata), source: versionOf(source) };
    const checked = this.#checked.get(keyOf(wanted.ref));
    const isRight =
      (!checked || checked.version === seen.version) &&
      (checked?.source === seen.source ||
        metadata.annotations?.[ANNOTATIONS.source] === seen.source);
    if (isRight) {
      this.#checked.set(keyOf(wanted.ref), seen);
    }
    return isRight;
  }

  /** Whether the cluster has the Secret as the cache does, and with this value. */
  async #hasValue(
    { metadata }: KubernetesObject,
    value: string,
    round: SecretRound,
  ): Promise<boolean> {
    const { namespace = '', name } = metadata;
    const reading = await round.readValue({ namespace, name });
    return reading.value === value && reading.version === versionOf(metadata);
  }
}

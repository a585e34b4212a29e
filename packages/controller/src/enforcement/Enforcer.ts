import {
  ANNOTATIONS,
  isEnforcementCopyName,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { keyOf } from '../objects';
import type { Clock, Logger } from '../runtime';
import { CopyTimes, isCopyOf, standsInFor } from './copies';
import { differenceOf } from './differences';
import { standsForKey } from './enforcedKey';
import { EnforcementRefused } from './EnforcementRefused';
import {
  type EnforcementContent,
  EnforcementSecrets,
} from './EnforcementSecrets';
import { type SecretRound, versionOf } from './SecretReader';
import type { WantedSecret } from './wantedSecrets';

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

  readonly #copyTimes: CopyTimes;

  constructor(cache: Caches['secrets'], clock: Clock) {
    this.#copyTimes = new CopyTimes(clock);
    this.#cache = cache;
    this.#secrets = new EnforcementSecrets(cache);
    cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#checked.delete(keyOf(object.metadata));
        this.#copyTimes.forget(object);
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
    for (const { metadata } of this.#existing(apiKey)) {
      if (
        !names.has(keyOf(metadata)) &&
        !isEnforcementCopyName(apiKey, metadata.name)
      ) {
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
    await this.#removeCopies(apiKey, wanted, changes);
    return changes;
  }

  /** Whether the gateway has been given anything for a key. */
  isEnforced(apiKey: ObjectRef): boolean {
    return this.#existing(apiKey).length > 0;
  }

  /** When copies that stand in for Secrets of a key may go, in milliseconds since the epoch; undefined without any. */
  settlesAt(apiKey: ObjectRef): number | undefined {
    const times = this.#copies(apiKey).map(copy => this.#copyTimes.dueAt(copy));
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Removes copies that stand in for nothing, or have done so for long enough. */
  async #removeCopies(
    apiKey: ObjectRef,
    wanted: WantedSecret[],
    changes: EnforcementChange[],
  ): Promise<void> {
    for (const copy of this.#copies(apiKey)) {
      const secret = wanted.find(each => standsInFor(copy, each));
      const own = secret && this.#cache.get(secret.ref);
      if (own && isCopyOf(copy, own, secret) && !this.#copyTimes.isDue(copy)) {
        continue;
      }
      if (own && !changes.some(({ name }) => name === own.metadata.name)) {
        await this.#secrets.touch(own, copy);
      }
      await this.#secrets.remove(copy.metadata);
    }
  }

  #copies(apiKey: ObjectRef): KubernetesObject[] {
    return this.#existing(apiKey).filter(({ metadata }) =>
      isEnforcementCopyName(apiKey, metadata.name),
    );
  }

  #existing(apiKey: ObjectRef): KubernetesObject[] {
    return this.#cache.byIndex('enforcement', keyOf(apiKey));
  }

  /** The Secret of this name, which must be the key's. */
  #own(ref: ObjectRef, apiKey: ObjectRef): KubernetesObject | undefined {
    const secret = this.#cache.get(ref);
    if (secret && !standsForKey(secret, apiKey)) {
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
    const difference = existing && differenceOf(existing, wanted);
    if (existing && !difference && this.#isChecked(existing, wanted)) {
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
    if (existing && isSameValue && !difference) {
      // Not the value has changed but, say, the owner: nothing that the gateway's Secret would follow.
      this.#check(wanted, existing, version);
      return undefined;
    }
    const content = { wanted, value, version };
    const isCopied = this.#copies(apiKey).some(copy =>
      standsInFor(copy, wanted),
    );
    let written: KubernetesObject;
    if (existing ? isSameValue && difference === 'indexed' : isCopied) {
      const copy = await this.#usableCopy(apiKey, content, round);
      written = await this.#secrets.replace(existing, content, copy);
    } else {
      written = existing
        ? await this.#secrets.patch(existing, content)
        : await this.#secrets.create(wanted.ref, content);
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

  /** The copy that an interrupted replacement has left, where it has the value. */
  async #usableCopy(
    apiKey: ObjectRef,
    { wanted, value }: EnforcementContent,
    round: SecretRound,
  ): Promise<KubernetesObject | undefined> {
    const copy = this.#own({ ...wanted.ref, name: wanted.copyName }, apiKey);
    if (!copy || (await this.#hasValue(copy, value, round))) {
      return copy;
    }
    await this.#secrets.remove(copy.metadata);
    return undefined;
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

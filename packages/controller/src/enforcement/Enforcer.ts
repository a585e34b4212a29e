import {
  ANNOTATIONS,
  isEnforcementCopyName,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import { keyOf } from '../objects';
import type { Clock, Logger } from '../runtime';
import { differenceOf } from './differences';
import { EnforcementCopies } from './EnforcementCopies';
import { EnforcementSecrets } from './EnforcementSecrets';
import { GatewaySecrets } from './GatewaySecrets';
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

  readonly #found: GatewaySecrets;
  readonly #copies: EnforcementCopies;

  constructor(cache: Caches['secrets'], clock: Clock) {
    this.#cache = cache;
    this.#found = new GatewaySecrets(cache);
    this.#secrets = new EnforcementSecrets(cache);
    this.#copies = new EnforcementCopies(this.#found, this.#secrets, clock);
    cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#checked.delete(keyOf(object.metadata));
        this.#copies.forget(object);
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
    for (const { metadata } of this.#found.all(apiKey)) {
      if (
        !names.has(keyOf(metadata)) &&
        !isEnforcementCopyName(apiKey, metadata.name)
      ) {
        await this.#secrets.remove(metadata, logger);
        changes.push({ name: metadata.name, what: 'removed' });
      }
    }
    for (const secret of wanted) {
      // Before the Secret loses the labels that they have, and for one that has just been created.
      await this.#copies.ensureOthers(apiKey, secret, round);
      const what = await this.#ensure(apiKey, secret, round, logger);
      if (what) {
        changes.push({ name: secret.ref.name, what });
      }
      await this.#copies.ensureOthers(apiKey, secret, round);
    }
    await this.#copies.removeStale(
      apiKey,
      wanted,
      changes.map(({ name }) => name),
    );
    return changes;
  }

  /** Whether the gateway has been given anything for a key. */
  isEnforced(apiKey: ObjectRef): boolean {
    return this.#found.all(apiKey).length > 0;
  }

  /** When copies that stand in for Secrets of a key may go, in milliseconds since the epoch; undefined without any. */
  settlesAt(apiKey: ObjectRef): number | undefined {
    return this.#copies.settlesAt(apiKey);
  }

  async #ensure(
    apiKey: ObjectRef,
    wanted: WantedSecret,
    round: SecretRound,
    logger: Logger,
  ): Promise<EnforcementChange['what'] | undefined> {
    const existing = this.#found.own(wanted.ref, apiKey);
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
      existing !== undefined &&
      (await this.#found.hasValue(existing, value, round));
    if (existing && isSameValue && !difference) {
      // Not the value has changed but, say, the owner: nothing that the gateway's Secret would follow.
      this.#check(wanted, existing, version);
      return undefined;
    }
    const content = { wanted, value, version };
    const isCopied = this.#copies.exists(apiKey, wanted);
    let written: KubernetesObject;
    // A copy goes when its Secret has other content, and an Authorino that is late has seen neither.
    if (
      existing
        ? isSameValue && (difference === 'indexed' || isCopied)
        : isCopied
    ) {
      const copy = await this.#copies.usable(apiKey, content, round);
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
}

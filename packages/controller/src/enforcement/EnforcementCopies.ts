import {
  ANNOTATIONS,
  type KubernetesObject,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Clock } from '../runtime';
import { CopyTimes, isCopyOf, standsInFor } from './copies';
import { differenceOf } from './differences';
import type {
  EnforcementContent,
  EnforcementSecrets,
} from './EnforcementSecrets';
import type { GatewaySecrets } from './GatewaySecrets';
import type { SecretRound } from './SecretReader';
import type { OtherSecret, WantedSecret } from './wantedSecrets';

/**
 * The copies of a key's enforcement Secrets: one that stands in while its Secret is replaced and for a minute after, and
 * those that meet other selectors that the gateway may know.
 */
export class EnforcementCopies {
  readonly #found: GatewaySecrets;
  readonly #secrets: EnforcementSecrets;
  readonly #times: CopyTimes;

  constructor(
    found: GatewaySecrets,
    secrets: EnforcementSecrets,
    clock: Clock,
  ) {
    this.#found = found;
    this.#secrets = secrets;
    this.#times = new CopyTimes(clock);
  }

  /** To be called when a Secret is deleted. */
  forget(secret: KubernetesObject): void {
    this.#times.forget(secret);
  }

  /** Whether a copy stands in for a Secret, with these terms or with others. */
  exists(apiKey: ObjectRef, wanted: WantedSecret): boolean {
    return this.#found.copies(apiKey).some(copy => standsInFor(copy, wanted));
  }

  /** When copies that stand in may go, in milliseconds since the epoch; undefined without any. */
  settlesAt(apiKey: ObjectRef): number | undefined {
    const times = this.#found
      .copies(apiKey)
      .flatMap(copy => this.#times.knownDueAt(copy) ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** The copy that is to stand in, where it is there and has the value. Its minute begins. */
  async usable(
    apiKey: ObjectRef,
    { wanted, value }: EnforcementContent,
    round: SecretRound,
  ): Promise<KubernetesObject | undefined> {
    const copy = this.#found.own(
      { ...wanted.ref, name: wanted.copyName },
      apiKey,
    );
    if (copy) {
      this.#times.forget(copy);
    }
    if (!copy || (await this.#found.hasValue(copy, value, round))) {
      return copy;
    }
    await this.#secrets.remove(copy.metadata);
    return undefined;
  }

  /** Creates the further Secrets for selectors that the gateway may know, where a Secret of the key is there. */
  async ensureOthers(
    apiKey: ObjectRef,
    wanted: WantedSecret,
    round: SecretRound,
  ): Promise<void> {
    for (const other of wanted.others) {
      if (this.#found.own(wanted.ref, apiKey)) {
        await this.#ensureOther(apiKey, wanted, other, round);
      }
    }
  }

  async #ensureOther(
    apiKey: ObjectRef,
    wanted: WantedSecret,
    { ref, labels }: OtherSecret,
    round: SecretRound,
  ): Promise<void> {
    const content = { ...wanted, labels };
    const present = this.#found.own(ref, apiKey);
    if (
      present &&
      present.metadata.annotations?.[ANNOTATIONS.source] ===
        this.#found.versionOf(wanted.source) &&
      !differenceOf(present, content)
    ) {
      return;
    }
    const { value, version } = await round.read(wanted.source);
    if (present) {
      await this.#secrets.remove(present.metadata);
    }
    if (value !== undefined && version !== undefined) {
      await this.#secrets.create(ref, { wanted: content, value, version });
    }
  }

  /**
   * Removes copies that stand in for nothing, or have done so for long enough.
   *
   * @param changed - names of the Secrets that the gateway has just been shown
   */
  async removeStale(
    apiKey: ObjectRef,
    wanted: WantedSecret[],
    changed: string[],
  ): Promise<void> {
    for (const copy of this.#found.copies(apiKey)) {
      const secret = wanted.find(each => standsInFor(copy, each));
      const own = secret && this.#found.own(secret.ref, apiKey);
      const isOther = secret?.others.some(
        ({ ref }) => ref.name === copy.metadata.name,
      );
      if (own && isOther) {
        this.#times.forget(copy);
        continue;
      }
      if (own && isCopyOf(copy, own, secret) && !this.#times.isDue(copy)) {
        continue;
      }
      if (own && !changed.includes(own.metadata.name)) {
        await this.#secrets.touch(own, copy);
      }
      await this.#secrets.remove(copy.metadata);
    }
  }
}

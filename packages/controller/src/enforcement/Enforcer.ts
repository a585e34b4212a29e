import {
  ANNOTATIONS,
  type KubernetesObject,
  type ObjectRef,
  SECRET_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, enforcementByKey, enforcementIndexKey } from '../caches';
import { keyOf, mergePatch, refOf } from '../objects';
import type { Logger } from '../runtime';
import { type Secret, SecretRound, versionOf } from './SecretReader';
import { WantedSecret } from './wantedSecrets';

/** The annotations that belong to the controller; others on an enforcement Secret are left alone. */
const OWN_ANNOTATIONS: string[] = [
  ANNOTATIONS.planId,
  ANNOTATIONS.userId,
  ANNOTATIONS.expiresAt,
  ANNOTATIONS.apiKeyUid,
  ANNOTATIONS.apiKey,
  ANNOTATIONS.source,
];

/**
 * The APIKey that an enforcement Secret stands for, as a queue key; undefined for any other Secret.
 */
export function enforcedKeyOf(secret: KubernetesObject): string | undefined {
  const [labelled] = enforcementByKey(secret);
  return labelled === undefined
    ? undefined
    : (secret.metadata.annotations?.[ANNOTATIONS.apiKey] ?? labelled);
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
  /** The version of each enforcement Secret as it was last seen to be right, and of the Secret that it agreed with. */
  readonly #checked = new Map<string, { version: string; source: string }>();

  constructor(cache: Caches['secrets']) {
    this.#cache = cache;
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

  /** Makes the enforcement Secrets of a key these and no others. Returns what that changed. */
  async enforce(
    apiKey: ObjectRef,
    wanted: WantedSecret[],
    round: SecretRound,
    logger: Logger,
  ): Promise<EnforcementChange[]> {
    const changes: EnforcementChange[] = [];
    const names = new Set(wanted.map(({ ref }) => keyOf(ref)));
    for (const { metadata } of this.#existing(apiKey)) {
      if (!names.has(keyOf(metadata))) {
        await this.#remove(metadata, logger);
        changes.push({ name: metadata.name, what: 'removed' });
      }
    }
    for (const secret of wanted) {
      const what = await this.#ensure(apiKey, secret, round, logger);
      if (what) {
        changes.push({ name: secret.ref.name, what });
      }
    }
    return changes;
  }

  #existing(apiKey: ObjectRef): KubernetesObject[] {
    return this.#cache
      .byIndex('enforcement', enforcementIndexKey(apiKey))
      .filter(secret => this.#standsFor(secret, apiKey));
  }

  #standsFor(secret: KubernetesObject, apiKey: ObjectRef): boolean {
    const named = secret.metadata.annotations?.[ANNOTATIONS.apiKey];
    return (
      enforcementByKey(secret).includes(enforcementIndexKey(apiKey)) &&
      (named === undefined || named === keyOf(apiKey))
    );
  }

  async #remove(
    { namespace, name, uid }: KubernetesObject['metadata'],
    logger: Logger,
  ): Promise<void> {
    try {
      await this.#cache.delete({ namespace, name }, { preconditions: { uid } });
      logger.info('Enforcement ended', { secret: `${namespace}/${name}` });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  async #ensure(
    apiKey: ObjectRef,
    wanted: WantedSecret,
    round: SecretRound,
    logger: Logger,
  ): Promise<EnforcementChange['what'] | undefined> {
    const existing = this.#cache.get(wanted.ref);
    if (existing && !this.#standsFor(existing, apiKey)) {
      throw new Error(
        `Secret ${keyOf(wanted.ref)} exists and does not belong to the APIKey; remove it or its claim to the name`,
      );
    }
    if (existing && this.#isRight(existing, wanted)) {
      return undefined;
    }
    const { value, version } = await round.read(wanted.source);
    if (value === undefined || version === undefined) {
      // The key's state follows from its current value; an earlier one that is gone no longer works.
      if (existing) {
        await this.#remove(existing.metadata, logger);
      }
      return existing && 'removed';
    }
    const metadata = {
      ...wanted.ref,
      labels: wanted.labels,
      annotations: { ...wanted.annotations, [ANNOTATIONS.source]: version },
    };
    if (existing && (await this.#holds(existing, wanted, value, round))) {
      // Not the value has changed but, say, the owner: nothing that the gateway's Secret would follow.
      this.#checked.set(keyOf(wanted.ref), {
        version: versionOf(existing.metadata),
        source: version,
      });
      return undefined;
    }
    const written = existing
      ? await this.#patch(existing, metadata, value)
      : await this.#create(metadata, value);
    this.#checked.set(keyOf(wanted.ref), {
      version: versionOf(written.metadata),
      source: version,
    });
    logger.info(existing ? 'Enforcement updated' : 'Enforced', {
      secret: keyOf(wanted.ref),
    });
    if (!existing) {
      return 'created';
    }
    const isSameSource =
      existing.metadata.annotations?.[ANNOTATIONS.source] === version;
    return isSameSource ? 'terms' : 'value';
  }

  #create(metadata: Secret['metadata'], value: string): Promise<Secret> {
    const secret: Secret = {
      metadata,
      type: 'Opaque',
      data: { [SECRET_KEY]: value },
    };
    return this.#cache.create(secret);
  }

  #patch(
    existing: KubernetesObject,
    metadata: Secret['metadata'],
    value: string,
  ): Promise<KubernetesObject> {
    const { uid, labels, annotations } = existing.metadata;
    return this.#cache.patch(
      refOf(keyOf(metadata)),
      {
        metadata: {
          uid,
          labels: mergePatch(labels ?? {}, metadata.labels),
          annotations: mergePatch(own(annotations), metadata.annotations),
        },
        data: { [SECRET_KEY]: value },
      },
      { type: 'merge' },
    );
  }

  #isRight(existing: KubernetesObject, wanted: WantedSecret): boolean {
    const { metadata } = existing;
    const source = this.#cache.get(wanted.source)?.metadata;
    if (!source || !this.#isDescribed(existing, wanted)) {
      return false;
    }
    const seen = { version: versionOf(metadata), source: versionOf(source) };
    const checked = this.#checked.get(keyOf(wanted.ref));
    const right =
      (!checked || checked.version === seen.version) &&
      (checked?.source === seen.source ||
        metadata.annotations?.[ANNOTATIONS.source] === seen.source);
    if (right) {
      this.#checked.set(keyOf(wanted.ref), seen);
    }
    return right;
  }

  /** Whether all but the value is as it should be. */
  #isDescribed({ metadata }: KubernetesObject, wanted: WantedSecret): boolean {
    const { [ANNOTATIONS.source]: _, ...annotations } = own(
      metadata.annotations,
    );
    return (
      !metadata.deletionTimestamp &&
      mergePatch(metadata.labels ?? {}, wanted.labels) === undefined &&
      mergePatch(annotations, wanted.annotations) === undefined
    );
  }

  /** Whether the cluster has the Secret as the cache does, and with this value. */
  async #holds(
    existing: KubernetesObject,
    wanted: WantedSecret,
    value: string,
    round: SecretRound,
  ): Promise<boolean> {
    if (!this.#isDescribed(existing, wanted)) {
      return false;
    }
    const reading = await round.read(wanted.ref);
    return (
      reading.value === value &&
      reading.version === versionOf(existing.metadata)
    );
  }
}

function own(annotations: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(([name]) =>
      OWN_ANNOTATIONS.includes(name),
    ),
  );
}

import {
  isEnforcementSecret,
  isObjectName,
  KEY_SECRET_TYPE,
  type KubernetesObject,
  type ObjectMeta,
  type ObjectRef,
  SECRET_KEY,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { Caches } from '../caches';
import type { SecretState } from '../key/KeyInput';
import { keyOf } from '../objects';

/** A Secret as the API answers it. */
export interface Secret extends KubernetesObject {
  type?: string;
  /** Values in base64. */
  data?: Record<string, string>;
}

/** A Secret's state and, when it is usable, its value in base64. */
export interface SecretReading {
  state: SecretState;
  type?: string;
  /** Undefined when there is no such Secret. */
  metadata?: ObjectMeta;
  /** Identifies the content that was read. */
  version?: string;
  value?: string;
  /** The value of a Secret of the gateway, which is no source of a key. */
  enforcedValue?: string;
}

/** Identifies the content of an object. */
export function versionOf(metadata: ObjectMeta): string {
  return `${metadata.uid}@${metadata.resourceVersion}`;
}

function stateOf(secret: Secret): SecretState {
  const value = secret.data?.[SECRET_KEY];
  if (isEnforcementSecret(secret)) {
    return 'enforcement';
  }
  if (value === undefined) {
    return 'noKey';
  }
  return value === '' ? 'emptyKey' : 'present';
}

/**
 * Reads consumers' Secrets, one by one and only when they changed. What it keeps of them is whether they are usable,
 * never their values.
 */
export class SecretReader {
  readonly #client: KubernetesClient;
  readonly #cache: Caches['secrets'];
  readonly #states = new Map<
    string,
    { version: string; state: SecretState; type?: string }
  >();

  constructor(client: KubernetesClient, cache: Caches['secrets']) {
    this.#client = client;
    this.#cache = cache;
    cache.subscribe(({ type, object }) => {
      if (type === 'deleted') {
        this.#states.delete(keyOf(object.metadata));
      }
    });
  }

  /** The state of the Secret as the cache has it, if that content was read before. */
  knownState(ref: ObjectRef, trusted?: string): SecretState | undefined {
    const metadata = this.#cache.get(ref)?.metadata;
    if (!metadata) {
      return undefined;
    }
    if (isEnforcementSecret({ metadata })) {
      return 'enforcement';
    }
    const version = versionOf(metadata);
    const known = this.#states.get(keyOf(ref));
    if (known?.version === version) {
      return known.state;
    }
    return trusted === version ? 'present' : undefined;
  }

  /** Whether the Secret has the type {@link KEY_SECRET_TYPE}. Its metadata, which is all that the cache has, does not tell. */
  async isOfKeyType(metadata: ObjectMeta): Promise<boolean> {
    const { namespace = '', name } = metadata;
    const known = this.#states.get(keyOf(metadata));
    const { type } =
      known?.version === versionOf(metadata)
        ? known
        : await this.read({ namespace, name });
    return type === KEY_SECRET_TYPE;
  }

  async read(ref: ObjectRef): Promise<SecretReading> {
    if (!isObjectName(ref.name)) {
      return { state: 'missing' };
    }
    try {
      return this.take(await this.#client.get<Secret>(secrets, ref));
    } catch (error) {
      if (isNotFound(error)) {
        return { state: 'missing' };
      }
      throw error;
    }
  }

  take(secret: Secret): SecretReading {
    const { metadata, type } = secret;
    const version = versionOf(metadata);
    const state = stateOf(secret);
    this.#states.set(keyOf(metadata), { version, state, type });
    return {
      state,
      type,
      metadata,
      version,
      value: state === 'present' ? secret.data?.[SECRET_KEY] : undefined,
      ...(state === 'enforcement' && {
        enforcedValue: secret.data?.[SECRET_KEY],
      }),
    };
  }
}

/** What is read of Secrets in one round of work: each at most once. Values live no longer than that. */
export class SecretRound {
  readonly #reader: SecretReader;
  readonly #cache: Caches['secrets'];
  readonly #readings = new Map<string, SecretReading>();

  constructor(reader: SecretReader, cache: Caches['secrets']) {
    this.#reader = reader;
    this.#cache = cache;
  }

  /**
   * Whether the Secret is usable, and when it was created. That it is missing from the cache may mean "not yet", so the
   * cluster is asked then.
   *
   * @param trusted - a version that was usable when its value was enforced
   */
  async stateOf(
    ref: ObjectRef,
    trusted?: string,
  ): Promise<{ secret: SecretState; secretCreatedAt?: string }> {
    const state =
      this.#readings.get(keyOf(ref))?.state ??
      this.#reader.knownState(ref, trusted) ??
      (await this.read(ref)).state;
    const metadata =
      this.#readings.get(keyOf(ref))?.metadata ??
      this.#cache.get(ref)?.metadata;
    return { secret: state, secretCreatedAt: metadata?.creationTimestamp };
  }

  /** What a Secret of the gateway holds. */
  async readValue(
    ref: ObjectRef,
  ): Promise<Pick<SecretReading, 'value' | 'version'>> {
    const { enforcedValue, version } = await this.read(ref);
    return { value: enforcedValue, version };
  }

  async read(ref: ObjectRef): Promise<SecretReading> {
    const reading =
      this.#readings.get(keyOf(ref)) ?? (await this.#reader.read(ref));
    this.#readings.set(keyOf(ref), reading);
    return reading;
  }
}

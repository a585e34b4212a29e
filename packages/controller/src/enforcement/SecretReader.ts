import {
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
  /** Undefined when there is no such Secret. */
  metadata?: ObjectMeta;
  /** Identifies the content that was read. */
  version?: string;
  value?: string;
}

/** Identifies the content of an object. */
export function versionOf(metadata: ObjectMeta): string {
  return `${metadata.uid}@${metadata.resourceVersion}`;
}

function stateOf(value: string | undefined): SecretState {
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
  readonly #states = new Map<string, { version: string; state: SecretState }>();

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
    const version = versionOf(metadata);
    const known = this.#states.get(keyOf(ref));
    if (known?.version === version) {
      return known.state;
    }
    return trusted === version ? 'present' : undefined;
  }

  async read(ref: ObjectRef): Promise<SecretReading> {
    try {
      return this.take(await this.#client.get<Secret>(secrets, ref));
    } catch (error) {
      if (isNotFound(error)) {
        return { state: 'missing' };
      }
      throw error;
    }
  }

  take({ metadata, data }: Secret): SecretReading {
    const value = data?.[SECRET_KEY];
    const version = versionOf(metadata);
    const state = stateOf(value);
    this.#states.set(keyOf(metadata), { version, state });
    return {
      state,
      metadata,
      version,
      value: state === 'present' ? value : undefined,
    };
  }
}

/** What is read of Secrets in one round of work: each at most once. Values live no longer than that. */
export class SecretRound {
  readonly #reader: SecretReader;
  readonly #readings = new Map<string, SecretReading>();

  constructor(reader: SecretReader) {
    this.#reader = reader;
  }

  /**
   * Whether the Secret is usable. That it is missing from the cache may mean "not yet", so the cluster is asked then.
   *
   * @param trusted - a version that was usable when its value was enforced
   */
  async state(ref: ObjectRef, trusted?: string): Promise<SecretState> {
    return (
      this.#readings.get(keyOf(ref))?.state ??
      this.#reader.knownState(ref, trusted) ??
      (await this.read(ref)).state
    );
  }

  async read(ref: ObjectRef): Promise<SecretReading> {
    const reading =
      this.#readings.get(keyOf(ref)) ?? (await this.#reader.read(ref));
    this.#readings.set(keyOf(ref), reading);
    return reading;
  }

  /** Takes a Secret that the cluster answered with as read. */
  take(secret: Secret): void {
    this.#readings.set(keyOf(secret.metadata), this.#reader.take(secret));
  }
}

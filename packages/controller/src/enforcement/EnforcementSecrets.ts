import {
  ANNOTATIONS,
  type KubernetesObject,
  type ObjectMeta,
  type ObjectRef,
  SECRET_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import type { Caches } from '../caches';
import { mergePatch } from '../objects';
import type { Logger } from '../runtime';
import { OWN_ANNOTATIONS } from './differences';
import type { Secret } from './SecretReader';
import type { WantedSecret } from './wantedSecrets';

/** What goes into an enforcement Secret. */
export interface EnforcementContent {
  wanted: WantedSecret;
  /** In base64. */
  value: string;
  /** Version of the Secret that the value was read from. */
  version: string;
}

/** Writes the Secrets by which the gateway knows keys. */
export class EnforcementSecrets {
  readonly #cache: Caches['secrets'];

  constructor(cache: Caches['secrets']) {
    this.#cache = cache;
  }

  create(ref: ObjectRef, content: EnforcementContent): Promise<Secret> {
    const secret: Secret = {
      metadata: {
        ...ref,
        labels: content.wanted.labels,
        annotations: annotationsOf(content),
      },
      type: 'Opaque',
      data: { [SECRET_KEY]: content.value },
    };
    return this.#cache.create(secret);
  }

  patch(
    { metadata }: KubernetesObject,
    content: EnforcementContent,
  ): Promise<KubernetesObject> {
    const { namespace, name, uid, labels, annotations = {} } = metadata;
    const own = Object.fromEntries(
      Object.entries(annotations).filter(([annotation]) =>
        OWN_ANNOTATIONS.includes(annotation),
      ),
    );
    return this.#cache.patch(
      { namespace, name },
      {
        metadata: {
          uid,
          labels: mergePatch(labels ?? {}, content.wanted.labels),
          annotations: mergePatch(own, annotationsOf(content)),
        },
        data: { [SECRET_KEY]: content.value },
      },
      { type: 'merge' },
    );
  }

  /**
   * Replaces a Secret whose value stays. Authorino knows keys by their value and ignores other changes of a Secret
   * while the value stays, so a second Secret with the value stands in while the first is created again. Not one call
   * is refused, and wherever this is interrupted one of the two is there.
   *
   * @param standIn - where the second Secret goes, and the one that an earlier attempt has left there
   */
  async replace(
    existing: KubernetesObject,
    content: EnforcementContent,
    standIn: {
      ref: ObjectRef;
      present?: { metadata: ObjectMeta; isUsable: boolean };
    },
  ): Promise<Secret> {
    const { namespace = '', name } = existing.metadata;
    const { present } = standIn;
    if (present && !present.isUsable) {
      await this.remove(present.metadata);
    }
    const { metadata } = present?.isUsable
      ? present
      : await this.create(standIn.ref, content);
    await this.remove(existing.metadata);
    const written = await this.create({ namespace, name }, content);
    await this.remove(metadata);
    return written;
  }

  /** Removes the very Secret; that it no longer exists is no error. */
  async remove(
    { namespace, name, uid }: ObjectMeta,
    logger?: Logger,
  ): Promise<void> {
    try {
      await this.#cache.delete({ namespace, name }, { preconditions: { uid } });
      logger?.info('Enforcement ended', { secret: `${namespace}/${name}` });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

function annotationsOf({ wanted, version }: EnforcementContent) {
  return { ...wanted.annotations, [ANNOTATIONS.source]: version };
}

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

  /** @param standIn - the copy that stands in for it until then */
  create(
    ref: ObjectRef,
    content: EnforcementContent,
    standIn?: KubernetesObject,
  ): Promise<Secret> {
    const uid = standIn?.metadata.uid;
    const secret: Secret = {
      metadata: {
        ...ref,
        labels: content.wanted.labels,
        annotations: {
          ...annotationsOf(content),
          ...(uid && { [ANNOTATIONS.standIn]: uid }),
        },
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
   * Replaces a Secret whose value stays, or creates it while a copy stands in for it. Authorino knows keys by their
   * value and ignores other changes of a Secret while the value stays, so a second Secret with the value stands in
   * while the first is created again. Not one call is refused, and wherever this is interrupted one of the two is
   * there. The copy stays for now: an Authorino that is late would see nothing but a Secret that has kept its name and
   * value, and would keep what it knew.
   *
   * @param present - the copy, where it is there already and has the value
   */
  async replace(
    existing: KubernetesObject | undefined,
    content: EnforcementContent,
    present?: KubernetesObject,
  ): Promise<Secret> {
    const { ref, copyName } = content.wanted;
    const copy =
      present ??
      (await this.create(
        { namespace: ref.namespace, name: copyName },
        content,
      ));
    if (existing) {
      await this.remove(existing.metadata);
    }
    return this.create(ref, content, copy);
  }

  /**
   * Lets the gateway see a Secret again before its copy goes: it may know the value by the copy alone, and would not
   * look at a Secret that does not change.
   */
  touch(
    { metadata }: KubernetesObject,
    copy: KubernetesObject,
  ): Promise<KubernetesObject> {
    const { namespace, name, uid, annotations = {} } = metadata;
    const copyUid = copy.metadata.uid;
    const standIn =
      annotations[ANNOTATIONS.standIn] === copyUid ? null : copyUid;
    return this.#cache.patch(
      { namespace, name },
      { metadata: { uid, annotations: { [ANNOTATIONS.standIn]: standIn } } },
      { type: 'merge' },
    );
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

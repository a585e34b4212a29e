import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequests,
  apiKeys,
  type APIProduct,
  DECISION_BINDING,
  isRequestOf,
  isSecretOf,
  overlapOf,
  productRefOf,
  refOfObject,
  requestRefOf,
  SECRET_KEY,
  secretNamesOf,
  secrets,
  shortHash,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import { isDeepStrictEqual } from 'node:util';
import type { Secret } from '../enforcement';
import { keyOf, mergePatch } from '../objects';
import { keyOwnerReference } from '../secrets';
import { wantedRequest } from '../request/wantedRequest';
import { decisionsToRestore, restoredBinding } from './decisionsToRestore';
import type { LiveCluster } from './LiveCluster';
import { isSameProduct, isUntouched, keyDifferences } from './trust';
import type { Writer } from './Writer';

/** One key of a backup with all that belongs to it. */
export interface SavedKey {
  apiKey: APIKey;
  product?: APIProduct;
  request?: APIKeyRequest;
  /** Those that overrule others first. */
  decisions: APIKeyApproval[];
  secrets: Secret[];
}

/** What became of it. */
export interface KeyOutcome {
  outcome: 'restored' | 'unchanged' | 'kept';
  notes: string[];
}

interface Options {
  live: LiveCluster;
  writer: Writer;
  /** Identifies the backup, in the annotation of keys that are not finished. Nobody without the file knows it. */
  id: string;
  /** Bind decisions to keys that another tool has restored. */
  adopt: boolean;
  now: number;
}

/**
 * Restores one key: key, request, decisions, Secrets, in this order, under an annotation that says that it is not
 * finished. Without its Secret a key does not work, so nothing is open before all its decisions are there.
 */
export class KeyRestorer {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async restore(saved: SavedKey): Promise<KeyOutcome> {
    const { live, adopt } = this.#options;
    const existing = live.keys.get(keyOf(refOfObject(saved.apiKey)));
    if (!existing) {
      return this.#create(saved);
    }
    const differences = keyDifferences(saved.apiKey, existing);
    const marker = markerOf(existing);
    if (marker === this.#markerFor(saved) && differences.length === 0) {
      return this.#complete(saved, existing);
    }
    if (adopt && isUntouched(existing) && differences.length === 0) {
      await this.#options.writer.patch(apiKeys, refOfObject(existing), {
        metadata: {
          uid: existing.metadata.uid,
          annotations: { [ANNOTATIONS.restoring]: this.#markerFor(saved) },
        },
      });
      return this.#complete(saved, existing);
    }
    return this.#kept(saved, existing, [
      ...differences,
      ...(marker === undefined ? [] : [`annotation ${ANNOTATIONS.restoring}`]),
    ]);
  }

  async #create(saved: SavedKey): Promise<KeyOutcome> {
    await this.#rejectFirst(saved);
    const { object: apiKey, isNew } = await this.#options.writer.create(
      apiKeys,
      saved.apiKey,
      {
        annotations: {
          ...saved.apiKey.metadata.annotations,
          [ANNOTATIONS.restoring]: this.#markerFor(saved),
        },
      },
    );
    return isNew
      ? this.#complete(saved, apiKey)
      : {
          outcome: 'kept',
          notes: [
            `APIKey ${keyOf(refOfObject(apiKey))} was created by somebody else during the restore and is left as it is`,
          ],
        };
  }

  async #complete(saved: SavedKey, apiKey: APIKey): Promise<KeyOutcome> {
    const { writer, live } = this.#options;
    const key = keyOf(refOfObject(apiKey));
    const { decisions, notes } = this.#decisions(saved, apiKey);
    if (live.namespaces.has(productRefOf(apiKey).namespace)) {
      const request = await this.#request(saved, apiKey);
      for (const decision of decisions) {
        await this.#decision(decision, { saved, apiKey, request });
      }
    } else if (decisions.length > 0) {
      notes.push(
        `The decisions on APIKey ${key} are left out: namespace ${productRefOf(apiKey).namespace} does not exist`,
      );
    }
    const others = await this.#secrets(saved, apiKey);
    notes.push(
      ...others.map(
        secret =>
          `Secret ${secret} exists and is left as it is: it holds another value than the backup`,
      ),
    );
    await writer.patch(apiKeys, refOfObject(apiKey), {
      metadata: {
        uid: apiKey.metadata.uid,
        annotations: { [ANNOTATIONS.restoring]: null },
      },
    });
    return { outcome: 'restored', notes };
  }

  #markerFor({ apiKey }: SavedKey): string {
    return shortHash(`${this.#options.id} ${keyOf(refOfObject(apiKey))}`);
  }

  #decisions(
    saved: SavedKey,
    apiKey: APIKey,
  ): { decisions: APIKeyApproval[]; notes: string[] } {
    const { live } = this.#options;
    const key = keyOf(refOfObject(apiKey));
    const { decisions, taken } = decisionsToRestore(
      saved.decisions,
      live.decisions.get(keyOf(requestRefOf(apiKey))) ?? [],
      { saved: saved.apiKey.metadata.uid, live: apiKey.metadata.uid },
    );
    const notes = taken.map(
      name =>
        `APIKeyApproval ${name} on APIKey ${key} is left out: a decision on something else has its name`,
    );
    const product = live.products.get(keyOf(productRefOf(apiKey)));
    if (!product || isSameProduct(saved.product, product)) {
      return { decisions, notes };
    }
    const rejections = decisions.filter(({ spec }) => !spec.approved);
    if (rejections.length < decisions.length) {
      notes.push(
        `Approvals of APIKey ${key} are left out: APIProduct ${keyOf(refOfObject(product))} has another owner or route than in the backup. Its owner has to approve the key.`,
      );
    }
    return { decisions: rejections, notes };
  }

  // A rejection that is there before its key holds from the first instant, whoever is quick with that key.
  async #rejectFirst({ apiKey, decisions }: SavedKey): Promise<void> {
    const { live, writer } = this.#options;
    const [first] = decisions;
    if (
      first &&
      !first.spec.approved &&
      live.namespaces.has(productRefOf(apiKey).namespace)
    ) {
      const annotations = { ...first.metadata.annotations };
      delete annotations[DECISION_BINDING.annotation];
      await writer.create(apiKeyApprovals, first, { annotations });
    }
  }

  async #request(saved: SavedKey, apiKey: APIKey): Promise<APIKeyRequest> {
    const { writer } = this.#options;
    const wanted = wantedRequest({
      ...apiKey,
      metadata: { ...saved.apiKey.metadata, uid: apiKey.metadata.uid },
    });
    const review = saved.request?.metadata.annotations?.[ANNOTATIONS.review];
    const { object: request } = await writer.create(apiKeyRequests, {
      ...wanted,
      metadata: {
        ...wanted.metadata,
        annotations: {
          ...wanted.metadata.annotations,
          ...(review && { [ANNOTATIONS.review]: review }),
        },
      },
    });
    if (isRequestOf(request, apiKey)) {
      return request;
    }
    // It shadows the deleted key. The decisions on it are in memory, and must not go with it.
    for (const decision of this.#options.live.decisions.get(
      keyOf(refOfObject(request)),
    ) ?? []) {
      await this.#release(decision);
    }
    await writer.delete(apiKeyRequests, request);
    return this.#request(saved, apiKey);
  }

  async #release({ metadata }: APIKeyApproval): Promise<void> {
    const { namespace = '', name, uid, ownerReferences } = metadata;
    if (ownerReferences && ownerReferences.length > 0) {
      await ignoringNotFound(() =>
        this.#options.writer.patch(
          apiKeyApprovals,
          { namespace, name },
          { metadata: { uid, ownerReferences: null } },
        ),
      );
    }
  }

  async #decision(
    decision: APIKeyApproval,
    on: { saved: SavedKey; apiKey: APIKey; request: APIKeyRequest },
  ): Promise<void> {
    const { writer, live } = this.#options;
    const bound = restoredBinding(decision, {
      ...on,
      productUids: {
        saved: on.saved.product?.metadata.uid,
        live: live.products.get(keyOf(productRefOf(on.apiKey)))?.metadata.uid,
      },
    });
    const { annotations, ownerReferences } = bound;
    const { object, isNew } = await writer.create(apiKeyApprovals, decision, {
      annotations: { ...decision.metadata.annotations, ...annotations },
      ownerReferences,
    });
    const change = mergePatch(
      {
        annotations: object.metadata.annotations ?? {},
        ownerReferences: object.metadata.ownerReferences,
      },
      {
        annotations: { ...object.metadata.annotations, ...annotations },
        ownerReferences,
      },
    );
    if (isNew || change === undefined) {
      return;
    }
    const isThere = await ignoringNotFound(() =>
      writer.patch(apiKeyApprovals, refOfObject(object), {
        metadata: { uid: object.metadata.uid, ...change },
      }),
    );
    if (!isThere) {
      // The garbage collector or the controller has removed it with the deleted key.
      await this.#decision(decision, on);
    }
  }

  /** Creates the Secrets of a key. Returns those that exist with another value. */
  async #secrets(saved: SavedKey, apiKey: APIKey): Promise<string[]> {
    const { writer, now } = this.#options;
    const overlap = overlapOf(apiKey, undefined, now);
    const others: string[] = [];
    // The previous value first: a Secret older than the current one is one that a rotation has left.
    for (const name of [...new Set(secretNamesOf(apiKey))].reverse()) {
      const secret = saved.secrets.find(
        ({ metadata }) => metadata.name === name,
      );
      const isCurrent = name === apiKey.spec.secretRef.name;
      const isOver = !isCurrent && overlap && overlap.endsAt <= now;
      if (!secret || isOver) {
        continue;
      }
      const { object } = await writer.create<Secret>(
        secrets,
        secret,
        isSecretOf(secret, apiKey)
          ? { ownerReferences: [keyOwnerReference(apiKey)] }
          : {},
      );
      if (object.data?.[SECRET_KEY] !== secret.data?.[SECRET_KEY]) {
        others.push(keyOf(secret.metadata));
      }
    }
    return others;
  }

  #kept(saved: SavedKey, existing: APIKey, differences: string[]): KeyOutcome {
    const key = keyOf(refOfObject(saved.apiKey));
    const { decisions } = this.#options.live;
    const names = (list: APIKeyApproval[]) =>
      list
        .map(({ metadata, spec }) => `${metadata.name} ${spec.approved}`)
        .sort();
    const live = decisions.get(keyOf(requestRefOf(existing))) ?? [];
    const all = [
      ...differences,
      ...(isDeepStrictEqual(names(live), names(saved.decisions))
        ? []
        : ['decisions']),
    ];
    return all.length === 0
      ? { outcome: 'unchanged', notes: [] }
      : {
          outcome: 'kept',
          notes: [
            `APIKey ${key} exists and is left as it is: its ${all.join(', ')} differ from the backup`,
          ],
        };
  }
}

function markerOf({ metadata }: APIKey): string | undefined {
  return metadata.annotations?.[ANNOTATIONS.restoring];
}

/** Does some work. Returns whether its object exists. */
async function ignoringNotFound(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isNotFound(error)) {
      return false;
    }
    throw error;
  }
}

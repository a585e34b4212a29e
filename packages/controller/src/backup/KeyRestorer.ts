import {
  ANNOTATIONS,
  type APIKey,
  type APIKeyApproval,
  apiKeys,
  isSecretOf,
  overlapOf,
  refOfObject,
  requestRefOf,
  SECRET_KEY,
  secretNamesOf,
  secrets,
  shortHash,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isDeepStrictEqual } from 'node:util';
import type { Secret } from '../enforcement';
import { keyOf } from '../objects';
import { keyOwnerReference } from '../secrets';
import type { LiveCluster } from './LiveCluster';
import { ReviewRestorer } from './ReviewRestorer';
import type { SavedKey } from './SavedKey';
import { isUntouched, keyDifferences } from './trust';
import type { Writer } from './Writer';

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
  readonly #reviews: ReviewRestorer;

  constructor(options: Options) {
    this.#options = options;
    this.#reviews = new ReviewRestorer(options);
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
    await this.#reviews.rejectFirst(saved);
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
    const notes = await this.#reviews.restore(saved, apiKey);
    const others = await this.#secrets(saved, apiKey);
    notes.push(
      ...others.map(
        secret =>
          `Secret ${secret} exists and is left as it is: it holds another value than the backup`,
      ),
    );
    await this.#options.writer.patch(apiKeys, refOfObject(apiKey), {
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

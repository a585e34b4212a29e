import {
  badRequest,
  expired,
  invalidOptions,
  tooLargeResourceVersion,
  unreadableNumber,
} from '../api/StatusError';
import { forbiddenField } from '../api/fieldErrors';
import { KubernetesObject } from '../api/types';
import { Collection, keyOf, sortKey } from '../storage/Collection';

export interface ListOptions {
  namespace: string;
  matches?: (object: KubernetesObject) => boolean;
  /** Only the object of this name is wanted. */
  name?: string;
  limit: number;
  continueToken: string;
  resourceVersion: string;
  resourceVersionMatch: string;
}

export interface ObjectList {
  items: KubernetesObject[];
  revision: number;
  continueToken?: string;
  remainingItemCount?: number;
}

interface Token {
  revision: number;
  start: string;
}

function encodeToken(token: Token): string {
  return Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: token.revision,
      start: token.start,
    }),
  ).toString('base64url');
}

function decodeToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (token.v === 'meta.k8s.io/v1' && typeof token.start === 'string') {
      return { revision: Number(token.rv), start: token.start };
    }
  } catch {
    // Answered below, as for any other text that is no token.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: it was not made by this server',
  );
}

export function parseRevision(text: string): number {
  if (!/^\d{1,16}$/.test(text)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(text)}: ${unreadableNumber(text, 400).message}`,
    );
  }
  return Number(text);
}

function wantedRevision(options: ListOptions, current: number): number {
  const { resourceVersion, resourceVersionMatch } = options;
  if (resourceVersionMatch && !resourceVersion) {
    throw invalidOptions(
      'ListOptions',
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    );
  }
  if (!resourceVersion || resourceVersion === '0') {
    if (resourceVersionMatch === 'Exact') {
      throw invalidOptions(
        'ListOptions',
        forbiddenField(
          'resourceVersionMatch',
          'resourceVersionMatch "Exact" is forbidden for resourceVersion "0"',
        ),
      );
    }
    return current;
  }
  const revision = parseRevision(resourceVersion);
  if (revision > current) {
    throw tooLargeResourceVersion(revision, current);
  }
  return resourceVersionMatch === 'Exact' ? revision : current;
}

function checkHistory(
  collection: Collection,
  token: Token | undefined,
  revision: number,
  current: number,
): void {
  if (revision >= collection.oldestRevision) {
    return;
  }
  throw token
    ? expired(
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
        encodeToken({ revision: current, start: token.start }),
      )
    : expired(
        `The resourceVersion for the provided list is too old: ${revision}, oldest: ${collection.oldestRevision}`,
      );
}

/** Lists the objects of a collection at one revision, in chunks if a limit is given. */
export function listObjects(
  collection: Collection,
  current: number,
  options: ListOptions,
): ObjectList {
  const token = options.continueToken
    ? decodeToken(options.continueToken)
    : undefined;
  if (token && options.resourceVersion && options.resourceVersion !== '0') {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  const revision =
    token && token.revision > 0
      ? token.revision
      : wantedRevision(options, current);
  checkHistory(collection, token, revision, current);
  if (options.name && options.namespace) {
    return { items: single(collection, options), revision };
  }
  const entries =
    revision === current
      ? collection.entries({ namespace: options.namespace, from: token?.start })
      : collection.entriesAt({
          revision,
          namespace: options.namespace,
          from: token?.start,
        });
  return take(entries, revision, options);
}

function single(
  collection: Collection,
  { namespace, name, matches }: ListOptions,
): KubernetesObject[] {
  const object = collection.get({ namespace, name: name! });
  return object && (!matches || matches(object)) ? [object] : [];
}

function take(
  entries: Iterable<KubernetesObject>,
  revision: number,
  { limit, matches }: ListOptions,
): ObjectList {
  const items: KubernetesObject[] = [];
  let next: string | undefined;
  let remaining = 0;
  for (const object of entries) {
    if (!matches || matches(object)) {
      if (limit > 0 && items.length === limit) {
        next ??= sortKey(keyOf(object));
        remaining += 1;
        if (matches) {
          break;
        }
      } else {
        items.push(object);
      }
    }
  }
  if (next === undefined) {
    return { items, revision };
  }
  return {
    items,
    revision,
    continueToken: encodeToken({ revision, start: next }),
    // As in Kubernetes, the rest is not counted where it would have to be filtered.
    ...(!matches && { remainingItemCount: remaining }),
  };
}

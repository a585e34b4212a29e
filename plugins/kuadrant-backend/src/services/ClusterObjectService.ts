import type {
  KubernetesObject,
  ObjectRef,
  Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { ResourceCache } from '@kuadrant/kubernetes-cache';
import type { z } from 'zod';
import { CodedError } from '../errors';
import { pageOf } from '../lists/page';
import { among, searcher, searchText } from '../lists/search';
import { withKind } from './Views';

type ListQuery = z.output<Operations['listHttpRoutes']['query']>;

/** A page of routes or policies. */
export interface ClusterObjectPage<T> {
  items: T[];
  totalItems: number;
  pageInfo: { nextCursor?: string };
}

/** What a caller sees of a list. */
export interface SeenObjects<T> {
  only?: (object: T) => boolean;
  as?: (object: T) => T;
}

/** Reads routes or policies, which others look after. */
export class ClusterObjectService<T extends KubernetesObject> {
  readonly #cache: ResourceCache<T>;

  constructor(cache: ResourceCache<T>) {
    this.#cache = cache;
  }

  /** @param seen - which objects the caller gets, and as what; all as they are when absent */
  list(
    allowed: boolean,
    query: ListQuery,
    { only = () => true, as = same => same }: SeenObjects<T> = {},
  ): ClusterObjectPage<T> {
    if (!allowed) {
      return { items: [], totalItems: 0, pageInfo: {} };
    }
    const inNamespace = among(query.namespace);
    const contains = searcher(query.q);
    const found = this.#cache
      .list()
      .filter(
        object =>
          inNamespace(object.metadata.namespace ?? '') &&
          only(object) &&
          contains(searchText(object.metadata.namespace, object.metadata.name)),
      );
    const sort = query.sort ?? 'name';
    const { items, nextCursor } = pageOf(found, {
      limit: query.limit,
      cursor: query.cursor,
      sort,
      valueOf: ({ metadata }) =>
        ({
          name: metadata.name,
          namespace: metadata.namespace,
          created: metadata.creationTimestamp,
        })[sort.replace(/^-/, '') as 'name' | 'namespace' | 'created'],
    });
    return {
      items: items.map(item => as(withKind(item, this.#cache.resource))),
      totalItems: found.length,
      pageInfo: { nextCursor },
    };
  }

  /** @throws CodedError notFound, also where the caller may not read it */
  get(allowed: boolean, ref: ObjectRef): T {
    const object = allowed ? this.#cache.get(ref) : undefined;
    if (!object) {
      throw new CodedError(
        'notFound',
        `There is no ${this.#cache.resource.kind} ${objectKey(ref)}`,
      );
    }
    return withKind(object, this.#cache.resource);
  }
}

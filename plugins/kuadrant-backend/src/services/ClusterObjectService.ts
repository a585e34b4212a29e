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

/** Reads routes or policies, which others look after. */
export class ClusterObjectService<T extends KubernetesObject> {
  readonly #cache: ResourceCache<T>;

  constructor(cache: ResourceCache<T>) {
    this.#cache = cache;
  }

  list(allowed: boolean, query: ListQuery): ClusterObjectPage<T> {
    if (!allowed) {
      return { items: [], totalItems: 0, pageInfo: {} };
    }
    const inNamespace = among(query.namespace);
    const contains = searcher(query.q);
    const found = this.#cache
      .list()
      .filter(
        ({ metadata }) =>
          inNamespace(metadata.namespace ?? '') &&
          contains(searchText(metadata.namespace, metadata.name)),
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
      items: items.map(item => withKind(item, this.#cache.resource)),
      totalItems: found.length,
      pageInfo: { nextCursor },
    };
  }

  /** @throws NotFoundError also where the caller may not read it */
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

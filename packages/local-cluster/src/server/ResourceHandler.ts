import { IncomingMessage, ServerResponse } from 'node:http';
import { UserInfo } from '../access/users';
import { isTrue } from '../api/query';
import {
  badRequest,
  methodNotAllowed,
  unknownPath,
  verbNotSupported,
} from '../api/StatusError';
import { negotiate } from '../representation/negotiate';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import {
  ResourceRegistry,
  ServedResource,
} from '../resources/ResourceRegistry';
import { ResourceType } from '../resources/ResourceType';
import { ObjectStore } from '../storage/ObjectStore';
import { verbOf } from './actionOf';
import { CollectionReader } from './CollectionReader';
import { DeleteHandler } from './DeleteHandler';
import { Exchange, requireObject, sendObject } from './Exchange';

import { ResourceRequest } from './RequestInfo';
import { ScaleHandler } from './ScaleHandler';
import { WriteHandler } from './WriteHandler';

/** The methods that an object, or a subresource of it, has. */
function methodsOf(subresource: string): string[] {
  switch (subresource) {
    case '':
      return ['GET', 'PUT', 'PATCH', 'DELETE'];
    case 'finalize':
      return ['PUT'];
    default:
      return ['GET', 'PUT', 'PATCH'];
  }
}

/** Whether a path can lead to the resource: what keeps nothing has no objects and no list over all namespaces. */
function isPlace(
  { namespace, name }: ResourceRequest,
  { namespaced, answer }: ResourceType,
): boolean {
  if (namespace && !namespaced) {
    return false;
  }
  return !answer || (name === '' && namespaced === (namespace !== ''));
}

/** Refuses names that could not be told from other parts of a path. */
function checkSegment(name: string): void {
  let fault = name.includes('%') ? "may not contain '%'" : undefined;
  if (name === '.' || name === '..') {
    fault = `may not be '${name}'`;
  }
  if (fault) {
    throw badRequest(
      `Name parameter invalid: ${JSON.stringify(name)}: ${fault}`,
    );
  }
}

/** Finds out what a request for objects wants, and who answers it. */
export class ResourceHandler {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #reader: CollectionReader;
  readonly #writes: WriteHandler;
  readonly #scales: ScaleHandler;
  readonly #deletions: DeleteHandler;

  constructor(options: {
    store: ObjectStore;
    registry: ResourceRegistry;
    reader: CollectionReader;
    writes: WriteHandler;
    scales: ScaleHandler;
    deletions: DeleteHandler;
  }) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#reader = options.reader;
    this.#writes = options.writes;
    this.#scales = options.scales;
    this.#deletions = options.deletions;
  }

  /** @returns false when the path names nothing that is served */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: ResourceRequest,
    asked: { query: URLSearchParams; user: UserInfo },
  ): Promise<boolean> {
    const resource = this.#find(target);
    if (!resource) {
      return false;
    }
    const negotiated = negotiate(request.headers.accept, !resource.type.answer);
    const { query, user } = asked;
    const exchange: Exchange = {
      request,
      response,
      query,
      user,
      target,
      resource,
      negotiated,
      encoder: new ObjectEncoder(resource, negotiated, query),
    };
    await (target.name ? this.#one(exchange) : this.#many(exchange));
    return true;
  }

  #find(target: ResourceRequest): ServedResource | undefined {
    const resource = this.#registry.find(
      target.group,
      target.version,
      target.plural,
    );
    if (!resource || target.isDeeper || !isPlace(target, resource.type)) {
      return undefined;
    }
    const { subresource } = target;
    const isServed =
      !subresource ||
      (subresource === 'status' && resource.version.hasStatus) ||
      (subresource === 'scale' && resource.version.scale !== undefined) ||
      (subresource === 'finalize' &&
        resource.type.collection === 'namespaces.');
    return isServed ? resource : undefined;
  }

  async #one(exchange: Exchange): Promise<void> {
    const { request, target, resource } = exchange;
    if (resource.type.namespaced && !target.namespace) {
      throw unknownPath();
    }
    if (!methodsOf(target.subresource).includes(request.method!)) {
      throw resource.type.strategy.isCustom
        ? verbNotSupported(resource.type, verbOf(request.method!, true))
        : methodNotAllowed();
    }
    checkSegment(target.name);
    if (target.subresource === 'scale') {
      return this.#scale(exchange);
    }
    switch (request.method) {
      case 'PUT':
        return this.#writes.replace(exchange);
      case 'PATCH':
        return this.#writes.patch(exchange);
      case 'DELETE':
        return this.#deletions.one(exchange);
      default:
        return sendObject(exchange, 200, requireObject(this.#store, exchange));
    }
  }

  async #scale(exchange: Exchange): Promise<void> {
    switch (exchange.request.method) {
      case 'PUT':
        return this.#scales.replace(exchange);
      case 'PATCH':
        return this.#scales.patch(exchange);
      default:
        return this.#scales.get(exchange);
    }
  }

  async #many(exchange: Exchange): Promise<void> {
    const { request, target, resource, query } = exchange;
    if (resource.type.answer && request.method !== 'POST') {
      throw methodNotAllowed();
    }
    switch (request.method) {
      case 'GET': {
        return isTrue(query, 'watch')
          ? this.#reader.watch(exchange)
          : this.#reader.list(exchange);
      }
      case 'POST':
        if (!resource.type.namespaced || target.namespace) {
          return this.#writes.create(exchange);
        }
        break;
      case 'DELETE':
        if (
          (!resource.type.namespaced || target.namespace) &&
          resource.type.collection !== 'namespaces.'
        ) {
          return this.#deletions.many(exchange);
        }
        break;
      default:
    }
    throw methodNotAllowed();
  }
}

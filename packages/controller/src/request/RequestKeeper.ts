import {
  type APIKey,
  type APIKeyRequest,
  type APIKeyRequestStatus,
  isRequestOf,
  type ObjectRef,
  requestRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isAlreadyExists, isNotFound } from '@kuadrant/kubernetes-cache';
import { type Caches, StatusWriter } from '../caches';
import { keyOf, mergePatch } from '../objects';
import type { Logger } from '../runtime';
import { wantedRequest } from './wantedRequest';

/** Keeps the requests that shadow keys in step with them. */
export class RequestKeeper {
  readonly #cache: Caches['apiKeyRequests'];

  readonly #statuses: StatusWriter<APIKeyRequest>;

  constructor(cache: Caches['apiKeyRequests']) {
    this.#cache = cache;
    this.#statuses = new StatusWriter(cache);
  }

  /** To be called when the schemas have changed. */
  schemasChanged(): void {
    this.#statuses.forget();
  }

  /** The requests that name a key, under whatever name and in whatever namespace. */
  requestsOf(apiKey: ObjectRef): APIKeyRequest[] {
    return this.#cache.byIndex('key', keyOf(apiKey));
  }

  /** The key's own request, where there is one. */
  ownRequest(apiKey: APIKey): APIKeyRequest | undefined {
    const request = this.#cache.get(requestRefOf(apiKey));
    return request && isRequestOf(request, apiKey) ? request : undefined;
  }

  /**
   * Creates the request of a key.
   *
   * @throws Error while the request of an earlier key of this name still exists
   */
  async create(apiKey: APIKey, logger: Logger): Promise<void> {
    const request = wantedRequest(apiKey);
    const key = keyOf(request.metadata);
    const earlier = this.#cache.get(requestRefOf(apiKey));
    if (earlier) {
      // Decisions on it were made on an earlier key of this name; they go with it.
      await this.#remove(earlier, logger);
      throw new Error(
        `APIKeyRequest ${key} of an earlier APIKey is still being deleted`,
      );
    }
    try {
      await this.#cache.create(request);
      logger.info('APIKeyRequest created', { request: key });
    } catch (error) {
      if (isAlreadyExists(error)) {
        throw new Error(
          `APIKeyRequest ${key} exists and is not in the cache yet`,
          { cause: error },
        );
      }
      throw error;
    }
  }

  /** The patch that brings a request in step with its key; undefined where nothing differs. */
  patchFor(apiKey: APIKey, request: APIKeyRequest): object | undefined {
    const wanted = wantedRequest(apiKey);
    const { annotations = {}, deletionTimestamp } = request.metadata;
    const spec = mergePatch(
      // The UID was a field in the first version. The schema may still know it.
      { ...request.spec, apiKeyRef: wanted.spec.apiKeyRef },
      wanted.spec,
    );
    const added = mergePatch(annotations, {
      ...annotations,
      ...wanted.metadata.annotations,
    });
    if (deletionTimestamp || (!spec && !added)) {
      return undefined;
    }
    return {
      metadata: {
        uid: request.metadata.uid,
        ...(added !== undefined && { annotations: added }),
      },
      ...(spec !== undefined && { spec }),
    };
  }

  /** Applies a patch of {@link RequestKeeper.patchFor}. */
  async patch({ metadata }: APIKeyRequest, patch: object): Promise<void> {
    const { namespace, name } = metadata;
    await this.#cache.patch({ namespace, name }, patch, { type: 'merge' });
  }

  /** Shows the conditions of a key on its request, and removes what else is in its status. */
  async mirror(
    request: APIKeyRequest,
    status: APIKeyRequestStatus,
  ): Promise<void> {
    if (!request.metadata.deletionTimestamp) {
      await this.#statuses.write(request, status);
    }
  }

  /**
   * Removes the requests that name a key.
   *
   * @param except - the one to keep, if any
   */
  async removeAll(
    apiKey: ObjectRef,
    logger: Logger,
    except?: ObjectRef,
  ): Promise<void> {
    for (const request of this.requestsOf(apiKey)) {
      if (!except || keyOf(except) !== keyOf(request.metadata)) {
        await this.#remove(request, logger);
      }
    }
  }

  async #remove({ metadata }: APIKeyRequest, logger: Logger): Promise<void> {
    const { namespace, name, uid, deletionTimestamp } = metadata;
    if (deletionTimestamp) {
      return;
    }
    try {
      await this.#cache.delete({ namespace, name }, { preconditions: { uid } });
      logger.info('APIKeyRequest deleted', {
        request: `${namespace}/${name}`,
      });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

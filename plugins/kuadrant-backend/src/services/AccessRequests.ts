import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  apiKeys,
  type APIKey,
  type APIProduct,
  type Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  objectKey,
  type KuadrantCaches,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import type { z } from 'zod';
import type { Access } from '../authorization';
import { assertAllowed } from '../authorization/assertAllowed';
import { CodedError } from '../errors';
import { checkAcceptsKeys } from './acceptance';
import type { ProductRoutes } from '../gateway';
import type { ConsumerNamespaces } from './ConsumerNamespaces';
import type { KeySecrets } from './KeySecrets';
import type { OwnRequests } from './OwnRequests';
import { PORTAL_FIELD_MANAGER } from './portal';
import { randomName } from './randomName';
import { checkExpiry, checkPlan } from './requestedTerms';
import type { RequestBounds } from './RequestBounds';
import type { Requesters } from './Requesters';

type CreateBody = z.output<Operations['createApiKey']['body']>;

// With the suffix it stays within the 63 characters of a label.
const MAX_STEM = 50;
const ATTEMPTS = 5;

/** Options of {@link AccessRequests}. */
export interface AccessRequestsOptions {
  caches: KuadrantCaches;
  secrets: KeySecrets;
  productRoutes: ProductRoutes;
  consumerNamespaces: ConsumerNamespaces;
  requesters: Requesters;
  ownRequests: OwnRequests;
  bounds: RequestBounds;
  logger: LoggerService;
  now: () => number;
}

/** Makes keys for those who ask for access. */
export class AccessRequests {
  readonly #options: AccessRequestsOptions;

  constructor(options: AccessRequestsOptions) {
    this.#options = options;
  }

  /**
   * Requests access to a product: creates the Secret, then the APIKey, which the controller turns into a request for
   * the product's owner.
   *
   * @remarks
   * The Secret comes first, because a key without one is Failed. It is deleted again when the key is refused. What a crash
   * in between leaves is a Secret that no key names and that opens nothing.
   *
   * @throws CodedError notAllowed, productNotPublished, noKeyAccepted, planUnknown, expiryMissing, expiryPast,
   * expiryTooLate, tooManyKeys or requesterUnknown
   */
  async create(
    access: Access,
    product: APIProduct,
    body: CreateBody,
  ): Promise<APIKey> {
    const { userEntityRef } = access.caller;
    assertAllowed(
      access.requestsKeys(product) && userEntityRef !== undefined,
      'request keys of this API product',
    );
    if (
      product.spec.publishStatus !== 'Published' ||
      product.metadata.deletionTimestamp
    ) {
      throw new CodedError(
        'productNotPublished',
        `${product.spec.displayName} is not published, so nobody can ask for access now.`,
      );
    }
    const route = this.#options.productRoutes.ofProduct(product);
    checkAcceptsKeys(product, route);
    checkPlan(route, body.planTier);
    checkExpiry(product, body.expiresAt, this.#options.now());
    return this.#options.bounds.within(
      userEntityRef!,
      objectKey(product.metadata),
      () => this.#create(access, product, body, userEntityRef!),
    );
  }

  async #create(
    access: Access,
    product: APIProduct,
    body: CreateBody,
    userEntityRef: string,
  ): Promise<APIKey> {
    const { requesters, consumerNamespaces, ownRequests } = this.#options;
    const requestedBy = await requesters.requestedBy(userEntityRef);
    const namespace = await consumerNamespaces.ensure(userEntityRef);
    const annotations = ownRequests.annotationsFor(access, product);
    for (let attempt = 1; ; attempt++) {
      const name = randomName(body.apiProduct.name, MAX_STEM);
      try {
        return await this.#createNamed(
          { namespace, name, annotations },
          body,
          requestedBy,
        );
      } catch (error) {
        if (!isAlreadyExists(error) || attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  async #createNamed(
    metadata: {
      namespace: string;
      name: string;
      annotations: Record<string, string>;
    },
    { apiProduct, planTier, useCase, expiresAt }: CreateBody,
    requestedBy: APIKey['spec']['requestedBy'],
  ): Promise<APIKey> {
    const { caches, secrets, logger } = this.#options;
    const secretName = await secrets.create(metadata);
    const secretRef = { namespace: metadata.namespace, name: secretName };
    let key: APIKey;
    try {
      key = await caches.apiKeys.create(
        {
          apiVersion: `${apiKeys.group}/${apiKeys.version}`,
          kind: apiKeys.kind,
          metadata,
          spec: {
            apiProductRef: {
              name: apiProduct.name,
              namespace: apiProduct.namespace,
            },
            secretRef: { name: secretName },
            planTier,
            useCase,
            requestedBy,
            ...(expiresAt && { expiresAt }),
          },
        },
        PORTAL_FIELD_MANAGER,
      );
    } catch (error) {
      await secrets.discard(secretRef, error);
      throw error;
    }
    // The key stands; the controller makes the reference where this fails.
    await secrets.adopt(secretRef, key).catch((failure: Error) => {
      logger.warn(
        `The Secret ${metadata.namespace}/${secretName} could not be given to its key: ${failure.message}`,
      );
    });
    return key;
  }
}

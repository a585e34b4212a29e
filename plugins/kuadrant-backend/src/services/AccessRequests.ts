import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  apiKeys,
  type APIKey,
  type APIProduct,
  type Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCaches } from '@kuadrant/backstage-plugin-kuadrant-node';
import { isAlreadyExists } from '@kuadrant/kubernetes-cache';
import type { z } from 'zod';
import { CodedError } from '../errors';
import type { ConsumerNamespaces } from './ConsumerNamespaces';
import type { KeySecrets } from './KeySecrets';
import { PORTAL_FIELD_MANAGER } from './portal';
import { randomName } from './randomName';
import { checkExpiry, checkPlan } from './requestedTerms';
import type { Requesters } from './Requesters';

type CreateBody = z.output<Operations['createApiKey']['body']>;

// With the suffix it stays within the 63 characters of a label.
const MAX_STEM = 50;
const ATTEMPTS = 5;

/** Options of {@link AccessRequests}. */
export interface AccessRequestsOptions {
  caches: KuadrantCaches;
  secrets: KeySecrets;
  consumerNamespaces: ConsumerNamespaces;
  requesters: Requesters;
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
   * Asks for access to a product: makes the Secret, then the APIKey, which the controller turns into a request for
   * the product's owner.
   *
   * @remarks
   * The Secret comes first, because a key without one is Failed. It is taken away again when the key is refused; what
   * a crash in between leaves is adopted or removed by the controller.
   */
  async create(
    product: APIProduct,
    body: CreateBody,
    userEntityRef: string,
  ): Promise<APIKey> {
    if (
      product.spec.publishStatus !== 'Published' ||
      product.metadata.deletionTimestamp
    ) {
      throw new CodedError(
        'productNotPublished',
        `${product.spec.displayName} is not published, so nobody can ask for access now.`,
      );
    }
    checkPlan(product, body.planTier);
    checkExpiry(product, body.expiresAt, this.#options.now());
    const email = await this.#options.requesters.emailOf(userEntityRef);
    const namespace =
      await this.#options.consumerNamespaces.ensure(userEntityRef);
    for (let attempt = 1; ; attempt++) {
      const name = randomName(body.apiProduct.name, MAX_STEM);
      try {
        return await this.#createNamed({ namespace, name }, body, {
          userId: userEntityRef,
          email,
        });
      } catch (error) {
        if (!isAlreadyExists(error) || attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  async #createNamed(
    ref: { namespace: string; name: string },
    { apiProduct, planTier, useCase, expiresAt }: CreateBody,
    requestedBy: APIKey['spec']['requestedBy'],
  ): Promise<APIKey> {
    const { caches, secrets, logger } = this.#options;
    const secretName = await secrets.create(ref);
    const secretRef = { namespace: ref.namespace, name: secretName };
    let key: APIKey;
    try {
      key = await caches.apiKeys.create(
        {
          apiVersion: `${apiKeys.group}/${apiKeys.version}`,
          kind: apiKeys.kind,
          metadata: { ...ref },
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
      await secrets.delete(secretRef).catch((failure: Error) => {
        logger.warn(
          `The Secret ${ref.namespace}/${secretName} of a refused key could not be removed: ${failure.message}`,
        );
      });
      throw error;
    }
    // The key stands; the controller makes the reference where this fails.
    await secrets.adopt(secretRef, key).catch((failure: Error) => {
      logger.warn(
        `The Secret ${ref.namespace}/${secretName} could not be given to its key: ${failure.message}`,
      );
    });
    return key;
  }
}

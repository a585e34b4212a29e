import {
  ANNOTATIONS,
  extensionValue,
  KEY_LIFETIME,
  lifetimeFault,
  type APIKey,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCaches } from '@kuadrant/backstage-plugin-kuadrant-node';
import { isNotFound } from '@kuadrant/kubernetes-cache';
import pLimit from 'p-limit';
import type { Access } from '../authorization';
import type { Facts, KeyFacts } from './Facts';
import { PORTAL_FIELD_MANAGER } from './portal';
import type { Requesters } from './Requesters';

const PARALLEL = 8;
const REQUIRED = { [ANNOTATIONS.review]: 'required' };

/** Options of {@link OwnRequests}. */
export interface OwnRequestsOptions {
  caches: KuadrantCaches;
  facts: Facts;
  requesters: Requesters;
  allowSelfReview: boolean;
  now: () => number;
}

/**
 * Keeps automatic approval from requests of the product's own owners and of administrators, who could switch it on before
 * they request, where nobody may review their own request.
 *
 * @remarks
 * The portal knows who belongs to a group, the controller approves. A key that people have to decide on carries the
 * annotation `devportal.kuadrant.io/review: required`, which the controller obeys whatever the product's approval mode.
 */
export class OwnRequests {
  readonly #options: OwnRequestsOptions;

  constructor(options: OwnRequestsOptions) {
    this.#options = options;
  }

  /** The annotations of a key that the caller requests or changes. */
  annotationsFor(access: Access, product: APIProduct): Record<string, string> {
    return !this.#options.allowSelfReview && access.governs(product)
      ? REQUIRED
      : {};
  }

  /**
   * Prepares the switch of a product to automatic approval: waiting requests of its owners, and of the caller, are left
   * to people.
   *
   * @param owner - who owns the product after the change, as a full entity reference
   * @returns how many of the waiting requests the switch approves
   */
  async prepareAutomatic(
    access: Access,
    product: APIProduct,
    owner: string | undefined,
  ): Promise<number> {
    const { facts, allowSelfReview } = this.#options;
    const { namespace = '', name } = product.metadata;
    const waiting = facts
      .requestsOf({ namespace, name })
      .map(known => known.facts)
      .filter(each => this.#isApproved(each, product));
    if (allowSelfReview) {
      return waiting.length;
    }
    const limit = pLimit(PARALLEL);
    const owners = await this.#ownersAmong(waiting, owner);
    const own = waiting.filter(
      ({ requester }) =>
        requester !== undefined &&
        (requester === access.caller.userEntityRef || owners.has(requester)),
    );
    await Promise.all(own.map(({ key }) => limit(() => this.#reserve(key))));
    return waiting.length - own.length;
  }

  /** Whether automatic approval would approve a waiting request. */
  #isApproved(facts: KeyFacts, product: APIProduct): boolean {
    const { key, awaitsReview, decisions, requested } = facts;
    const fault = lifetimeFault(
      extensionValue(KEY_LIFETIME, product),
      requested.expiresAt,
      this.#options.now(),
    );
    return (
      awaitsReview &&
      fault === undefined &&
      decisions.every(({ approved }) => approved) &&
      key.metadata.annotations?.[ANNOTATIONS.review] !== 'required'
    );
  }

  /** The requesters who own the product. Asks the catalog once for each requester. */
  async #ownersAmong(
    waiting: KeyFacts[],
    owner: string | undefined,
  ): Promise<Set<string>> {
    const limit = pLimit(PARALLEL);
    const owners = new Set<string>();
    const people = new Set(waiting.map(({ requester }) => requester));
    await Promise.all(
      [...people].map(person =>
        limit(async () => {
          const refs =
            person && (await this.#options.requesters.ownershipRefs(person));
          if (refs && owner && refs.has(owner)) {
            owners.add(person);
          }
        }),
      ),
    );
    return owners;
  }

  async #reserve({ metadata }: APIKey): Promise<void> {
    const { namespace, name } = metadata;
    try {
      await this.#options.caches.apiKeys.patch(
        { namespace, name },
        { metadata: { annotations: REQUIRED } },
        { type: 'merge', ...PORTAL_FIELD_MANAGER },
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

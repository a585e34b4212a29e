import {
  consumerNamespaceName,
  productRefOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { RequesterLimits } from '../config/requesterLimits';
import { CodedError } from '../errors';
import { keyStateOf } from '../model/keyState';
import type { Facts } from './Facts';
import type { Lookup } from './Lookup';

const MINUTE_MS = 60_000;

/**
 * Bounds how many keys one person requests.
 *
 * @remarks
 * Other replicas are known by what they wrote. Requests that this replica is about to write count from the first moment,
 * so that many at the same time do not pass together.
 */
export class RequestBounds {
  readonly #lookup: Lookup;
  readonly #facts: Facts;
  readonly #limits: RequesterLimits;
  readonly #now: () => number;
  /** By requester, when and for which product they requested in this replica in the last minute. */
  readonly #recent = new Map<string, { at: number; productKey: string }[]>();
  /** By requester, the products of requests that are being written. */
  readonly #underWay = new Map<string, string[]>();

  constructor(options: {
    lookup: Lookup;
    facts: Facts;
    limits: RequesterLimits;
    now: () => number;
  }) {
    this.#lookup = options.lookup;
    this.#facts = options.facts;
    this.#limits = options.limits;
    this.#now = options.now;
  }

  /**
   * Carries out a request of a person within their bounds.
   *
   * @param requester - full entity reference
   * @param productKey - `namespace/name` of the product
   * @throws CodedError tooManyKeys: names the bound
   */
  async within<R>(
    requester: string,
    productKey: string,
    request: () => Promise<R>,
  ): Promise<R> {
    this.#check(requester, productKey);
    const recent = [
      ...this.#recentOf(requester),
      { at: this.#now(), productKey },
    ];
    this.#recent.set(requester, recent);
    const underWay = this.#underWay.get(requester) ?? [];
    underWay.push(productKey);
    this.#underWay.set(requester, underWay);
    try {
      return await request();
    } finally {
      underWay.splice(underWay.indexOf(productKey), 1);
      if (underWay.length === 0) {
        this.#underWay.delete(requester);
      }
      this.#forgetOld();
    }
  }

  #check(requester: string, productKey: string): void {
    const { waitingPerProduct, waiting, keysPerProduct, perMinute } =
      this.#limits;
    // Others may write this requester into keys elsewhere.
    const namespace = consumerNamespaceName(requester);
    const keys = this.#lookup
      .keysOfRequester(requester)
      .filter(({ metadata }) => metadata.namespace === namespace);
    const isOnProduct = (key: (typeof keys)[number]) =>
      objectKey(productRefOf(key)) === productKey;
    const underWay = this.#underWay.get(requester) ?? [];
    const open = keys.filter(key => this.#facts.ofKey(key).awaitsReview);
    const openOnProduct =
      open.filter(isOnProduct).length +
      underWay.filter(each => each === productKey).length;
    const working = keys.filter(
      key => isOnProduct(key) && keyStateOf(key).state === 'Approved',
    );
    const since = this.#now() - MINUTE_MS;
    const lastMinute = Math.max(
      this.#recentOf(requester).length,
      keys.filter(
        ({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') > since,
      ).length + underWay.length,
    );
    if (lastMinute >= perMinute) {
      throw tooMany(
        `You have requested access ${perMinute} times within a minute, which is the most. Try again in a minute.`,
      );
    }
    if (openOnProduct >= waitingPerProduct) {
      throw tooMany(
        `${waitingPerProduct} of your requests on this API product wait for a decision, which is the most. Wait for decisions, or delete requests that you no longer need.`,
      );
    }
    if (open.length + underWay.length >= waiting) {
      throw tooMany(
        `${waiting} of your requests wait for a decision, which is the most. Wait for decisions, or delete requests that you no longer need.`,
      );
    }
    if (working.length >= keysPerProduct) {
      throw tooMany(
        `You have ${keysPerProduct} keys for this API product, which is the most. Delete keys that you no longer need.`,
      );
    }
  }

  #recentOf(requester: string): { at: number; productKey: string }[] {
    const since = this.#now() - MINUTE_MS;
    return (this.#recent.get(requester) ?? []).filter(({ at }) => at > since);
  }

  #forgetOld(): void {
    for (const requester of this.#recent.keys()) {
      if (this.#recentOf(requester).length === 0) {
        this.#recent.delete(requester);
      }
    }
  }
}

function tooMany(message: string): CodedError {
  return new CodedError('tooManyKeys', message);
}

import type {
  APIKey,
  APIProduct,
  KeyAction,
  ProductAction,
  RequestAction,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Access } from '../authorization';
import type { ProductRoutes } from '../gateway';
import { previousValidUntil, revealedAt } from '../model/apiKeys';
import type { KeyFacts } from './Facts';
import type { Lookup } from './Lookup';
import { approvalObstacle, rejectionObstacle } from './reviewRules';
import { canRotate } from './rotationRules';

/** What a caller may do with an object now. */
export class Actions {
  readonly #lookup: Lookup;
  readonly #productRoutes: ProductRoutes;
  readonly #allowSelfReview: boolean;
  readonly #now: () => number;

  constructor(options: {
    lookup: Lookup;
    productRoutes: ProductRoutes;
    allowSelfReview: boolean;
    now: () => number;
  }) {
    this.#lookup = options.lookup;
    this.#productRoutes = options.productRoutes;
    this.#allowSelfReview = options.allowSelfReview;
    this.#now = options.now;
  }

  /** @param isReviewer - whether there are requests that the caller reviews */
  onProduct(
    access: Access,
    product: APIProduct,
    isReviewer: boolean,
  ): ProductAction[] {
    const published = product.spec.publishStatus === 'Published';
    const updates = access.updatesProduct(product);
    return chosen<ProductAction>({
      update: updates,
      delete: access.deletesProduct(product),
      publish: updates && !published,
      unpublish: updates && published,
      requestKey:
        published &&
        access.requestsKeys(product) &&
        this.#takesRequests(product),
      review: isReviewer,
    });
  }

  #takesRequests(product: APIProduct): boolean {
    const { access, plans } = this.#productRoutes.ofProduct(product);
    return access.works && plans.state !== 'refused';
  }

  onKey(access: Access, facts: KeyFacts): KeyAction[] {
    const { key, state } = facts;
    const resource = this.#lookup.resourceOfKey(key);
    const updates = access.updatesKey(resource);
    return chosen<KeyAction>({
      reveal:
        state === 'Approved' &&
        revealedAt(key) === undefined &&
        access.revealsKey(resource),
      rotate: updates && canRotate(key, this.#now()),
      endRotation:
        updates && previousValidUntil(key, this.#now()) !== undefined,
      update: updates,
      delete: access.deletesKey(resource),
      ...this.#review(access, facts),
    });
  }

  onRequest(access: Access, facts: KeyFacts): RequestAction[] {
    return chosen<RequestAction>(this.#review(access, facts));
  }

  #review(access: Access, facts: KeyFacts): Record<RequestAction, boolean> {
    const reviews =
      facts.request !== undefined && this.#reviews(access, facts.key);
    return {
      approve: reviews && approvalObstacle(facts, this.#now()) === undefined,
      reject: reviews && rejectionObstacle(facts) === undefined,
    };
  }

  #reviews(access: Access, key: APIKey): boolean {
    const resource = this.#lookup.resourceOfKey(key);
    return (
      access.reviewsRequest(resource) &&
      (this.#allowSelfReview || !access.askedFor(resource))
    );
  }
}

function chosen<A extends string>(choices: Record<A, boolean>): A[] {
  return (Object.keys(choices) as A[]).filter(action => choices[action]);
}

import type {
  APIProduct,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, StatusWriter } from '../caches';
import {
  type DocumentLoop,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuerOf,
  openApiUrlOf,
} from '../fetch';
import { keyOf, refOf } from '../objects';
import type { Clock, Reconciler } from '../runtime';
import { authSchemeOf, discover } from './discover';
import { IsolationIndex } from './IsolationIndex';
import { productStatus } from './productStatus';

/** Tells on each APIProduct what its route, policies and documents come to. */
export class ProductReconciler implements Reconciler {
  readonly #options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<FetchedOpenApi>;
    issuers: DocumentLoop<IssuerMetadata>;
    enqueue: (key: string) => void;
  };

  readonly #isolation = new IsolationIndex();
  #knowsAll = false;
  readonly #statuses: StatusWriter<APIProduct>;

  constructor(options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<FetchedOpenApi>;
    issuers: DocumentLoop<IssuerMetadata>;
    /** Puts another product into the queue. */
    enqueue: (key: string) => void;
  }) {
    this.#options = options;
    this.#statuses = new StatusWriter(options.caches.apiProducts);
  }

  async reconcile(key: string): Promise<void> {
    const { caches, clock, openApi, issuers } = this.#options;
    const product = caches.apiProducts.get(refOf(key));
    const isSameUrl = openApi.notice(key);
    issuers.notice(key);
    this.#learnAll();
    if (!product || product.metadata.deletionTimestamp) {
      this.#learn(key, undefined);
      return;
    }
    const discovery = discover(product, caches);
    const rules = authSchemeOf(product, discovery);
    this.#learn(key, rules);
    const issuer = issuerOf(rules);
    const status = productStatus({
      now: clock.now(),
      product,
      discovery,
      isolation: this.#isolation.isolationOf(key),
      openApi: openApi.stateOf(key, openApiUrlOf(product)),
      // After a restart it is not known where the document came from, unless the product has not been edited since.
      keepsDocument:
        isSameUrl ??
        product.status?.observedGeneration === product.metadata.generation,
      issuer: issuers.stateOf(key, issuer),
    });
    await this.#statuses.write(product, status);
  }

  #learn(key: string, rules: AuthRules | undefined): void {
    this.#isolation.update(key, rules).forEach(this.#options.enqueue);
  }

  // At first of all products, so that no condition says for a moment what one of them alone comes to.
  #learnAll(): void {
    if (this.#knowsAll) {
      return;
    }
    this.#knowsAll = true;
    const { caches } = this.#options;
    this.#isolation.learn(
      caches.apiProducts
        .list()
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(product => [
          keyOf(product.metadata),
          authSchemeOf(product, discover(product, caches)),
        ]),
    );
  }
}

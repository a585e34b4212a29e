import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, StatusWriter } from '../caches';
import {
  type DocumentLoop,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuerOf,
  openApiUrlOf,
} from '../fetch';
import { refOf } from '../objects';
import type { Clock, Reconciler } from '../runtime';
import { authSchemeOf, discover } from './discover';
import { productStatus } from './productStatus';

/** Tells on each APIProduct what its route, policies and documents come to. */
export class ProductReconciler implements Reconciler {
  readonly #options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<FetchedOpenApi>;
    issuers: DocumentLoop<IssuerMetadata>;
  };

  readonly #statuses: StatusWriter<APIProduct>;

  constructor(options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<FetchedOpenApi>;
    issuers: DocumentLoop<IssuerMetadata>;
  }) {
    this.#options = options;
    this.#statuses = new StatusWriter(options.caches.apiProducts);
  }

  async reconcile(key: string): Promise<void> {
    const { caches, clock, openApi, issuers } = this.#options;
    const product = caches.apiProducts.get(refOf(key));
    const isSameUrl = openApi.notice(key);
    issuers.notice(key);
    if (!product || product.metadata.deletionTimestamp) {
      return;
    }
    const discovery = discover(product, caches);
    const issuer = issuerOf(authSchemeOf(product, discovery));
    const status = productStatus({
      now: clock.now(),
      product,
      discovery,
      openApi: openApi.stateOf(key, openApiUrlOf(product)),
      // After a restart it is not known where the document came from, unless the product has not been edited since.
      keepsDocument:
        isSameUrl ??
        product.status?.observedGeneration === product.metadata.generation,
      issuer: issuers.stateOf(key, issuer),
    });
    await this.#statuses.write(product, status);
  }
}

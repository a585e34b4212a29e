import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, StatusWriter } from '../caches';
import {
  type DocumentLoop,
  type FetchedOpenApi,
  type IssuerMetadata,
  issuersUrl,
  openApiUrlOf,
} from '../fetch';
import { refOf } from '../objects';
import type { Clock, Reconciler, ReconcileResult } from '../runtime';
import { authSchemeOf, type Discover } from './discover';
import type { ProductIndex } from './ProductIndex';
import { productStatus } from './productStatus';

/** Options of a {@link ProductReconciler}. */
export interface ProductReconcilerOptions {
  caches: Caches;
  clock: Clock;
  discover: Discover;
  index: ProductIndex;
  openApi: DocumentLoop<FetchedOpenApi>;
  issuers: DocumentLoop<IssuerMetadata>;
}

/** Tells on each APIProduct what its route, policies and documents come to. */
export class ProductReconciler implements Reconciler {
  readonly #options: ProductReconcilerOptions;
  readonly #statuses: StatusWriter<APIProduct>;
  /** Products of which the gateway may know fewer rules once time has passed. */
  readonly #endingRollouts = new Set<string>();

  constructor(options: ProductReconcilerOptions) {
    this.#options = options;
    this.#statuses = new StatusWriter(options.caches.apiProducts);
  }

  async reconcile(key: string): Promise<ReconcileResult> {
    const { caches, clock, discover, index, openApi, issuers } = this.#options;
    const product = caches.apiProducts.get(refOf(key));
    const isSameUrl = openApi.notice(key);
    issuers.notice(key);
    if (this.#endingRollouts.delete(key)) {
      index.notice(key);
    }
    index.refresh();
    if (!product || product.metadata.deletionTimestamp) {
      return {};
    }
    const discovery = discover(product);
    const status = productStatus({
      now: clock.now(),
      product,
      discovery,
      isolation: index.isolationOf(key),
      openApi: openApi.stateOf(key, openApiUrlOf(product)),
      // After a restart it is not known where the document came from, unless the product has not been edited since.
      keepsDocument:
        isSameUrl ??
        product.status?.observedGeneration === product.metadata.generation,
      issuer: issuers.stateOf(
        key,
        issuersUrl(authSchemeOf(product, discovery)),
      ),
    });
    await this.#statuses.write(product, status);
    const { until } = index.othersOf(key);
    if (until === undefined) {
      return {};
    }
    this.#endingRollouts.add(key);
    return { requeueAfterMs: Math.max(0, until - clock.now()) };
  }
}

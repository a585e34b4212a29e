import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Caches } from '../caches';
import {
  type DocumentLoop,
  type IssuerMetadata,
  issuerOf,
  type OpenApiDocument,
  openApiUrlOf,
} from '../fetch';
import { mergePatch, refOf } from '../objects';
import type { Clock, Reconciler } from '../runtime';
import { authSchemeOf, discover } from './discover';
import { productStatus } from './productStatus';

/** Tells on each APIProduct what its route, policies and documents come to. */
export class ProductReconciler implements Reconciler {
  readonly #options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<OpenApiDocument>;
    issuers: DocumentLoop<IssuerMetadata>;
  };

  constructor(options: {
    caches: Caches;
    clock: Clock;
    openApi: DocumentLoop<OpenApiDocument>;
    issuers: DocumentLoop<IssuerMetadata>;
  }) {
    this.#options = options;
  }

  async reconcile(key: string): Promise<void> {
    const { caches, clock, openApi, issuers } = this.#options;
    const product = caches.apiProducts.get(refOf(key));
    openApi.notice(key);
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
      issuer: issuers.stateOf(key, issuer),
    });
    await this.#write(product, status);
  }

  async #write(
    { metadata, status }: APIProduct,
    wanted: NonNullable<APIProduct['status']>,
  ): Promise<void> {
    const patch = mergePatch(status ?? {}, wanted);
    if (patch) {
      const { namespace, name, uid } = metadata;
      await this.#options.caches.apiProducts.patch(
        { namespace, name },
        { metadata: { uid }, status: patch },
        { type: 'merge', subresource: 'status' },
      );
    }
  }
}

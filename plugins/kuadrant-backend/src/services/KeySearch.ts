import {
  emailOf,
  type APIKey,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { searcher, searchText } from '../lists/search';
import type { KeyFacts } from './Facts';
import type { Lookup } from './Lookup';

/** Finds keys and requests by words. Texts are made once for each object. */
export class KeySearch {
  readonly #lookup: Lookup;
  readonly #keys = new WeakMap<APIKey, string>();
  readonly #products = new WeakMap<APIProduct, string>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** @param query - words between spaces; undefined matches everything */
  matcher(query: string | undefined): (facts: KeyFacts) => boolean {
    if (!query) {
      return () => true;
    }
    const contains = searcher(query);
    return facts =>
      contains(
        this.#keyText(facts.key),
        this.#productText(facts),
        searchText(facts.shown.planTier),
      );
  }

  #keyText(key: APIKey): string {
    let text = this.#keys.get(key);
    if (text === undefined) {
      const { metadata, spec } = key;
      text = searchText(
        metadata.name,
        metadata.namespace,
        spec.apiProductRef.name,
        spec.planTier,
        spec.useCase,
        spec.requestedBy.userId,
        emailOf(spec.requestedBy.email),
      );
      this.#keys.set(key, text);
    }
    return text;
  }

  #productText({ product }: KeyFacts): string {
    const found = this.#lookup.product(product);
    if (!found) {
      return '';
    }
    let text = this.#products.get(found);
    if (text === undefined) {
      text = searchText(found.spec.displayName);
      this.#products.set(found, text);
    }
    return text;
  }
}

import type { SortValue } from '../lists/page';
import type { KeyFacts } from './Facts';
import type { Lookup } from './Lookup';

/** What lists of keys and requests sort by, but for the time of creation. */
export function sortValueOf(
  lookup: Lookup,
  { key, shown, product, state, requester }: KeyFacts,
  field: string,
): SortValue {
  switch (field) {
    case 'expiresAt':
      return shown.expiresAt && Date.parse(shown.expiresAt);
    case 'product':
      return (
        lookup.product(product)?.spec.displayName ?? product.name
      ).toLocaleLowerCase();
    case 'planTier':
      return shown.planTier;
    case 'requester':
      return requester;
    case 'state':
      return state;
    case 'useCase':
      return key.spec.useCase?.toLocaleLowerCase();
    default:
      return undefined;
  }
}

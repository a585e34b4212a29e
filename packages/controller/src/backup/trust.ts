import {
  type APIKey,
  type APIProduct,
  ownerOfKey,
  productOwner,
  productRefOf,
  sameTerms,
  termsOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isDeepStrictEqual } from 'node:util';

/**
 * Whether a product of the cluster is the one that decisions in a backup were made for: of the same owner, on the same
 * route. Whoever made another one under its name has approved nothing.
 */
export function isSameProduct(
  saved: APIProduct | undefined,
  live: APIProduct,
): boolean {
  return (
    saved !== undefined &&
    (saved.metadata.uid === live.metadata.uid ||
      (productOwner(saved) === productOwner(live) &&
        isDeepStrictEqual(saved.spec.targetRef, live.spec.targetRef)))
  );
}

/** What differs between a key of the cluster and the same key of a backup, by field; what decisions are about. */
export function keyDifferences(saved: APIKey, live: APIKey): string[] {
  return [
    ['product', isDeepStrictEqual(productRefOf(saved), productRefOf(live))],
    ['requester', ownerOfKey(saved) === ownerOfKey(live)],
    ['plan or expiry', sameTerms(termsOf(saved.spec), termsOf(live.spec))],
    ['Secret', saved.spec.secretRef.name === live.spec.secretRef.name],
  ].flatMap(([what, isSame]) => (isSame ? [] : [what as string]));
}

/** Whether no controller has seen a key yet, as where another tool has restored it while none was running. */
export function isUntouched({ status }: APIKey): boolean {
  return (status?.conditions ?? []).length === 0;
}

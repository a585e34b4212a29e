import {
  ANNOTATIONS,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { entityKey } from '@kuadrant/backstage-plugin-kuadrant-node';

const owners = new WeakMap<APIProduct, { ref?: string }>();

/** The owner of a product; a reference without a kind is a group's, as in the catalog. */
export function productOwner(product: APIProduct): string | undefined {
  let owner = owners.get(product);
  if (!owner) {
    const text = product.metadata.annotations?.[ANNOTATIONS.owner];
    owner = { ref: entityKey(text, 'group') };
    owners.set(product, owner);
  }
  return owner.ref;
}

/** The person who asked for a key. */
export function requesterOf(object: {
  spec: { requestedBy: { userId: string } };
}): string | undefined {
  const { userId } = object.spec.requestedBy;
  return /^user:[a-z0-9._-]+\/[a-z0-9._-]+$/.test(userId)
    ? userId
    : entityKey(userId, 'user');
}

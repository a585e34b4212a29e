import {
  productOwner,
  type APIProduct,
  type Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { entityKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { z } from 'zod';
import { among, searcher, searchText } from '../lists/search';

type ListQuery = z.output<Operations['listApiProducts']['query']>;

/** Which products a list's filters ask for, but for their publish status. */
export function productFilter(
  query: ListQuery,
): (product: APIProduct) => boolean {
  const inNamespace = among(query.namespace);
  const owners = query.owner?.map(owner => entityKey(owner, 'group'));
  const ownedBy = among(owners);
  const contains = searcher(query.q);
  return product => {
    const { metadata, spec } = product;
    return (
      inNamespace(metadata.namespace ?? '') &&
      (!query.approvalMode || spec.approvalMode === query.approvalMode) &&
      (!query.tag?.length ||
        query.tag.every(tag => spec.tags?.includes(tag) ?? false)) &&
      ownedBy(productOwner(product)) &&
      (!query.q ||
        contains(
          searchText(
            metadata.name,
            metadata.namespace,
            spec.displayName,
            spec.description,
            spec.version,
            productOwner(product),
            spec.contact?.team,
            ...(spec.tags ?? []),
          ),
        ))
    );
  };
}

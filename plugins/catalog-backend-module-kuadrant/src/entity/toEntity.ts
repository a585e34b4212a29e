import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type ApiEntity,
} from '@backstage/catalog-model';
import {
  type APIProduct,
  catalogEntityName,
  type CatalogEntityNameOptions,
  catalogTags,
  isChatAddress,
  isEmailAddress,
  isTechDocsRef,
  isWebAddress,
  LABELS,
  productOwner,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Definition, definitionOf } from './definition';
import { checked, linksOf } from './links';

/** Settings that entities depend on. */
export interface EntityOptions {
  /** The fixed catalog namespace; undefined means the products' own. */
  namespace?: string;
  defaultOwner: string;
}

/** Whether a product is to be in the catalog. */
export function isInCatalog(product: APIProduct): boolean {
  return (
    product.spec.publishStatus === 'Published' &&
    product.metadata.deletionTimestamp === undefined
  );
}

/** The API entity of a product. It satisfies the catalog's rules whatever the product holds. */
export function toEntity(
  product: APIProduct,
  options: EntityOptions &
    Pick<CatalogEntityNameOptions, 'isNameTaken'> & {
      /** The definition where it is not in the status. */
      definition?: Definition;
    },
): ApiEntity {
  const { metadata, spec } = product;
  const { namespace, name } = catalogEntityName(metadata, options);
  const definition = definitionOf(product, options.definition);
  const links = linksOf(product);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      namespace,
      name,
      title: spec.displayName.trim() || metadata.name,
      ...(spec.description?.trim() && { description: spec.description }),
      labels: { 'kuadrant.io/synced': 'true' },
      annotations: annotationsOf(product),
      tags: catalogTags([...(spec.tags ?? []), 'kuadrant', 'apiproduct']),
      ...(links.length && { links }),
    },
    spec: {
      type: definition.type,
      lifecycle: metadata.labels?.[LABELS.lifecycle] || 'production',
      owner: productOwner(product) ?? options.defaultOwner,
      definition: definition.text,
    },
  };
}

function annotationsOf(product: APIProduct): Record<string, string> {
  const { metadata, spec, status } = product;
  const { documentation, contact } = spec;
  const location = `kuadrant:${metadata.namespace}/${metadata.name}`;
  const repository = checked(isWebAddress, documentation?.gitRepository);
  const plans = status?.discoveredPlans?.map(({ tier }) => tier);
  const annotations: Record<string, string | undefined> = {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [ANNOTATION_SOURCE_LOCATION]: repository && `url:${repository}`,
    'backstage.io/techdocs-ref': checked(
      isTechDocsRef,
      documentation?.techdocsRef,
    ),
    'kuadrant.io/namespace': metadata.namespace,
    'kuadrant.io/apiproduct': metadata.name,
    'kuadrant.io/httproute': spec.targetRef.name,
    'kuadrant.io/auth-apikey': `${acceptsApiKeys(product)}`,
    'kuadrant.io/plans': plans?.join(','),
    'kuadrant.io/openapi-spec-url': checked(
      isWebAddress,
      documentation?.openAPISpecURL,
    ),
    'kuadrant.io/docs-url': checked(isWebAddress, documentation?.docsURL),
    'kuadrant.io/contact-email': checked(isEmailAddress, contact?.email),
    'kuadrant.io/contact-slack': checked(isChatAddress, contact?.slack),
  };
  return Object.fromEntries(
    Object.entries(annotations).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
}

function acceptsApiKeys(product: APIProduct): boolean {
  const rules = product.status?.discoveredAuthScheme?.authentication;
  return (
    typeof rules === 'object' &&
    rules !== null &&
    Object.values(rules).some(
      rule => typeof rule === 'object' && rule !== null && 'apiKey' in rule,
    )
  );
}

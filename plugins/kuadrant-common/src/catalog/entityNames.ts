import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { KubernetesObject } from '../kinds';

// Of a name, a namespace and a tag in the catalog.
const MAX_LENGTH = 63;
// Long enough that nobody finds a second name with the hash of another's product.
const HASH_LENGTH = 16;

/**
 * Where a product's API entity is found in the catalog.
 *
 * @public
 */
export interface CatalogEntityName {
  kind: 'API';
  namespace: string;
  name: string;
}

/**
 * Options of {@link catalogEntityName}.
 *
 * @public
 */
export interface CatalogEntityNameOptions {
  /** The fixed catalog namespace, where one is configured. */
  namespace?: string;
  /** With a fixed namespace: another product holds the plain name, see {@link holdsPlainName}. */
  isNameTaken?: boolean;
}

/**
 * The name of a product's API entity.
 *
 * @remarks
 * The entity has the name of the product, in a catalog namespace with the name of the Kubernetes namespace. With one
 * fixed namespace for all products, as Kuadrant's plugin 0.4.0 has it, the first product of a name keeps its name and
 * later ones are called `namespace__name`, which Kubernetes allows for no product.
 * The catalog allows 63 characters where Kubernetes allows 253. A longer name is cut and ends on `_` and a hash; as
 * Kubernetes allows no `_` in a name, it is never the name of another product.
 *
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format#name-required
 * @param product - namespace and name of the APIProduct
 * @public
 */
export function catalogEntityName(
  product: { namespace?: string; name: string },
  options: CatalogEntityNameOptions = {},
): CatalogEntityName {
  const { namespace = 'default', name } = product;
  const isQualified = options.namespace !== undefined && options.isNameTaken;
  return {
    kind: 'API',
    namespace: options.namespace ?? namespace,
    name: fitted(isQualified ? `${namespace}__${name}` : name),
  };
}

/**
 * Whether a product holds the plain name in a fixed catalog namespace: of the products of one name the oldest does.
 *
 * @param sameName - all products of that name, the product itself among them or not
 * @public
 */
export function holdsPlainName(
  product: KubernetesObject,
  sameName: readonly KubernetesObject[],
): boolean {
  const age = ({ metadata }: KubernetesObject) =>
    `${metadata.creationTimestamp ?? ''} ${metadata.namespace}`;
  return sameName.every(other => age(product) <= age(other));
}

/**
 * {@link catalogEntityName} as an entity reference, for example `api:toystore/toystore`.
 *
 * @public
 */
export function catalogEntityRef(
  product: { namespace?: string; name: string },
  options?: CatalogEntityNameOptions,
): string {
  const { kind, namespace, name } = catalogEntityName(product, options);
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

/**
 * Words as tags of the catalog: lower-case letters a to z, digits, `+` and `#`, in groups joined by single hyphens, of
 * at most 63 characters. Accents are taken off, everything else becomes a hyphen; what leaves nothing is left out, and
 * equal tags are given once.
 *
 * @public
 */
export function catalogTags(words: string[]): string[] {
  const tags = words.map(word =>
    word
      .normalize('NFKD')
      .replace(/\p{Mark}+/gu, '')
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9+#]+/g, '-')
      .replace(/^-/, '')
      .slice(0, MAX_LENGTH)
      .replace(/-$/, ''),
  );
  return [...new Set(tags)].filter(tag => tag !== '');
}

function fitted(name: string): string {
  if (name.length <= MAX_LENGTH) {
    return name;
  }
  const hash = bytesToHex(sha256(utf8ToBytes(name))).slice(0, HASH_LENGTH);
  const stem = name.slice(0, MAX_LENGTH - HASH_LENGTH - 1);
  return `${stem}_${hash}`;
}

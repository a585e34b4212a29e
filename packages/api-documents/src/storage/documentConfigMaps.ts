import {
  type APIProduct,
  apiProducts,
  type ConfigMap,
  LABELS,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import type { PackedDocument, StoredDocument } from './storedDocument';

const DATA = 'document.gz';

type ProductMetadata = Pick<APIProduct, 'metadata'>;

/** Value of the label on the ConfigMaps of a product. @public */
export function documentLabel({ metadata }: ProductMetadata): string {
  return createHash('sha256')
    .update(`${metadata.namespace}/${metadata.name}`)
    .digest('hex')
    .slice(0, 16);
}

/** Names of the ConfigMaps that hold a document of a product, in order. @public */
export function documentConfigMapNames(
  product: ProductMetadata,
  { sha256, parts }: StoredDocument,
): string[] {
  const stem = `api-document-${documentLabel(product)}-${sha256.slice(0, 16)}`;
  return Array.from({ length: parts }, (_, index) => `${stem}-${index}`);
}

/** The ConfigMaps that hold a document of a product. They never change; another document has others. @public */
export function documentConfigMaps(
  product: APIProduct,
  { stored, parts }: PackedDocument,
): ConfigMap[] {
  const { namespace, name, uid = '' } = product.metadata;
  return documentConfigMapNames(product, stored).map((each, index) => ({
    metadata: {
      namespace,
      name: each,
      labels: { [LABELS.document]: documentLabel(product) },
      ownerReferences: [
        {
          apiVersion: `${apiProducts.group}/${apiProducts.version}`,
          kind: apiProducts.kind,
          name,
          uid,
          controller: true,
        },
      ],
    },
    immutable: true,
    binaryData: { [DATA]: Buffer.from(parts[index]).toString('base64') },
  }));
}

/**
 * The part of a document that a ConfigMap holds.
 *
 * @returns undefined where it was not made for the product
 * @public
 */
export function documentPart(
  product: ProductMetadata,
  { metadata, binaryData }: ConfigMap,
): Uint8Array | undefined {
  const { uid } = product.metadata;
  const isOwned =
    metadata.labels?.[LABELS.document] === documentLabel(product) &&
    metadata.ownerReferences?.some(
      owner => owner.controller && owner.uid === uid && uid !== undefined,
    );
  const data = isOwned ? binaryData?.[DATA] : undefined;
  return data === undefined ? undefined : Buffer.from(data, 'base64');
}

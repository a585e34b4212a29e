import {
  documentConfigMapNames,
  documentPart,
  sniffKind,
  storedDocumentIn,
  unpackDocument,
} from '@kuadrant/api-documents';
import {
  type APIProduct,
  type ConfigMap,
  configMaps,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  type KubernetesClient,
  KubernetesError,
} from '@kuadrant/kubernetes-cache';

/**
 * The definition of an API, as its product's document gives it.
 *
 * @public
 */
export interface ApiDefinition {
  /** Type of the catalog's API entities: `openapi`, `asyncapi`, `graphql`, `grpc`, or `unknown`. */
  type: string;
  text: string;
  /** Why the text only stands for a larger document. */
  problem?: string;
}

/**
 * Reads the definition of a product, from its status or from the ConfigMaps that hold what is too large for it.
 *
 * @returns undefined where the product has none
 * @throws KubernetesError when the cluster cannot be asked
 * @public
 */
export async function readDefinition(
  client: Pick<KubernetesClient, 'get'>,
  product: APIProduct,
): Promise<ApiDefinition | undefined> {
  const raw = product.status?.openapi?.raw;
  if (!raw?.trim()) {
    return undefined;
  }
  const inStatus = { type: sniffKind(raw) ?? 'unknown', text: raw };
  const stored = storedDocumentIn(raw);
  if (!stored) {
    return inStatus;
  }
  const { namespace } = product.metadata;
  try {
    const parts = await Promise.all(
      documentConfigMapNames(product, stored).map(async name =>
        documentPart(
          product,
          await client.get<ConfigMap>(configMaps, { namespace, name }),
        ),
      ),
    );
    const text = parts.every(part => part !== undefined)
      ? await unpackDocument(stored, parts)
      : undefined;
    return text === undefined
      ? { ...inStatus, problem: 'its ConfigMaps are not those of the document' }
      : { type: stored.kind, text };
  } catch (error) {
    const isMissing =
      isNotFound(error) ||
      (error instanceof KubernetesError && error.status === 403);
    if (!isMissing) {
      throw error;
    }
    return { ...inStatus, problem: (error as Error).message };
  }
}

import {
  documentConfigMaps,
  documentConfigMapNames,
  documentLabel,
  documentStub,
  packDocument,
  type ReadDocument,
  roomIn,
  storedDocumentIn,
  storedSize,
} from '@kuadrant/api-documents';
import {
  type APIProduct,
  configMaps,
  LABELS,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isNotFound,
  KubernetesError,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';
import { FetchError } from './FetchError';
import { keyOf } from '../objects';

/**
 * Keeps documents: in the status of the product where they fit, else compressed in ConfigMaps that the product owns, so
 * that no document keeps a status from being written.
 */
export class DocumentStore {
  readonly #client: KubernetesClient;
  readonly #inlineBytes: number;
  /** Products that ConfigMaps were made for by this process. */
  readonly #kept = new Set<string>();

  /** @param inlineBytes - most that a document may take in the status, as etcd stores it */
  constructor(client: KubernetesClient, inlineBytes: number) {
    this.#client = client;
    this.#inlineBytes = inlineBytes;
  }

  /**
   * Keeps a document.
   *
   * @returns the text for the status: the document, or what stands for it
   * @throws FetchError when it fits nowhere
   */
  async keep(
    product: APIProduct,
    { text, summary }: ReadDocument,
    url: string,
  ): Promise<string> {
    if (this.hasRoom(product, text)) {
      return text;
    }
    const packed = await packDocument(text, summary.kind);
    this.#kept.add(keyOf(product.metadata));
    try {
      for (const map of documentConfigMaps(product, packed)) {
        await this.#create(map);
      }
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.status >= 500) {
        throw error;
      }
      throw new FetchError(
        'SpecSizeTooLarge',
        `The document has ${packed.stored.bytes} bytes and takes ${storedSize(text) - this.#roomFor(product)} more than the status has room for; it could not be kept in ConfigMaps either: ${error.message}`,
        error,
      );
    }
    return documentStub(packed.stored, summary, url);
  }

  /**
   * Removes what no status refers to any more.
   *
   * @param raw - the text for the status that is in force; undefined when there is none
   * @returns whether all of the document is there
   */
  async tidy(product: APIProduct, raw: string | undefined): Promise<boolean> {
    const stored = storedDocumentIn(raw);
    const inStatus = storedDocumentIn(product.status?.openapi?.raw);
    const key = keyOf(product.metadata);
    if (!stored && !inStatus && !this.#kept.has(key)) {
      return true;
    }
    const wanted = stored ? documentConfigMapNames(product, stored) : [];
    // Readers go by the status, which may not have been written yet.
    const used = new Set([
      ...wanted,
      ...(inStatus && raw !== undefined
        ? documentConfigMapNames(product, inStatus)
        : []),
    ]);
    const { namespace } = product.metadata;
    const { items } = await this.#client.listMetadata(configMaps, {
      namespace,
      labelSelector: `${LABELS.document}=${documentLabel(product)}`,
    });
    const names = new Set(items.flatMap(({ metadata }) => metadata.name ?? []));
    for (const name of names) {
      if (!used.has(name)) {
        await this.#delete({ namespace, name });
      }
    }
    if (used.size === 0) {
      this.#kept.delete(key);
    }
    return wanted.every(name => names.has(name));
  }

  /** Whether a text fits into the status besides what the product holds. */
  hasRoom(product: APIProduct, text: string): boolean {
    const room = this.#roomFor(product);
    return Buffer.byteLength(text) <= room && storedSize(text) <= room;
  }

  #roomFor(product: APIProduct): number {
    const { openapi: _, ...status } = product.status ?? {};
    return Math.min(this.#inlineBytes, roomIn({ ...product, status }));
  }

  async #create(map: ReturnType<typeof documentConfigMaps>[number]) {
    try {
      await this.#client.create(configMaps, map);
    } catch (error) {
      // The name stands for the content.
      if (!isAlreadyExists(error)) {
        throw error;
      }
    }
  }

  async #delete(ref: { namespace?: string; name: string }): Promise<void> {
    try {
      await this.#client.delete(configMaps, ref);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}

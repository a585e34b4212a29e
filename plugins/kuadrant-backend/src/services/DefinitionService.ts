import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';
import { readDefinition } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { CodedError } from '../errors';

/** The definitions of APIs, of any size. */
export class DefinitionService {
  readonly #client: Pick<KubernetesClient, 'get'>;

  constructor(client: Pick<KubernetesClient, 'get'>) {
    this.#client = client;
  }

  /** @param product - one that the caller may read */
  async read(product: APIProduct) {
    const definition = await readDefinition(this.#client, product);
    if (!definition) {
      throw new CodedError('notFound', 'This API product has no definition.');
    }
    const { type, text, problem } = definition;
    return { type, definition: text, complete: problem === undefined };
  }
}

import { DocumentError, DocumentReader } from '@kuadrant/api-documents';
import type {
  ApiOperations,
  APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { CodedError } from '../errors';
import type { DefinitionService } from './DefinitionService';

const REMEMBERED = 100;

type Outcome = { operations: ApiOperations } | { problem: string };

/** The operations of APIs, with an example of a call for each. Documents are read in a thread, each once. */
export class OperationsService {
  readonly #definitions: DefinitionService;
  readonly #reader = new DocumentReader();
  /** By document, the one used last at the end. */
  readonly #known = new Map<string, Promise<Outcome>>();

  constructor(definitions: DefinitionService) {
    this.#definitions = definitions;
  }

  /** @param product - one that the caller may read */
  async list(product: APIProduct): Promise<ApiOperations> {
    const key = documentKey(product);
    let outcome = this.#known.get(key);
    this.#known.delete(key);
    outcome ??= this.#read(product);
    this.#known.set(key, outcome);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED) {
      this.#known.delete(oldest);
    }
    let settled: Outcome;
    try {
      settled = await outcome;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
    if ('problem' in settled) {
      throw new CodedError('unprocessable', settled.problem);
    }
    return settled.operations;
  }

  /** Stops the thread. */
  async stop(): Promise<void> {
    await this.#reader.close();
  }

  async #read(product: APIProduct): Promise<Outcome> {
    const { definition, complete } = await this.#definitions.read(product);
    if (!complete) {
      throw new CodedError(
        'unprocessable',
        'The definition of this API product is not available yet.',
      );
    }
    try {
      return {
        operations: await this.#reader.calls(
          definition,
          product.spec.documentation?.openAPISpecURL,
        ),
      };
    } catch (error) {
      if (error instanceof DocumentError) {
        return { problem: error.message };
      }
      throw error;
    }
  }
}

/** Changes with the document. */
function documentKey({ metadata, spec, status }: APIProduct): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        metadata.namespace,
        metadata.uid,
        spec.documentation?.openAPISpecURL,
        status?.openapi?.raw,
      ]),
    )
    .digest('base64');
}

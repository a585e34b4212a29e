import { JsonValue } from '../api/types';
import {
  DeleteOptions,
  ObjectDeleter,
  parseDeleteOptions,
} from '../operations/ObjectDeleter';
import { ObjectStore } from '../storage/ObjectStore';
import {
  Exchange,
  parseSelection,
  requireObject,
  sendObject,
} from './Exchange';
import { contentType, parseObjectBody, readBody } from './readBody';
import { sendDocument } from './Reply';

/** Carries out deletions of one object or of many. */
export class DeleteHandler {
  readonly #store: ObjectStore;
  readonly #deleter: ObjectDeleter;

  constructor(options: { store: ObjectStore; deleter: ObjectDeleter }) {
    this.#store = options.store;
    this.#deleter = options.deleter;
  }

  async one(exchange: Exchange): Promise<void> {
    const { resource, response, target } = exchange;
    const options = await this.#options(exchange);
    const object = requireObject(this.#store, exchange);
    const deletion = this.#deleter.delete(object, resource.type, options);
    if (!deletion.isGone) {
      sendObject(exchange, 200, deletion.object);
      return;
    }
    sendDocument(
      response,
      200,
      JSON.stringify({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: {
          name: target.name,
          ...(resource.type.group && { group: resource.type.group }),
          kind: resource.type.plural,
          uid: object.metadata.uid,
        },
      }),
    );
  }

  async many(exchange: Exchange): Promise<void> {
    const { resource, target, response, encoder, negotiated } = exchange;
    const options = await this.#options(exchange);
    const { matches } = parseSelection(exchange);
    const collection = this.#store.collection(resource.type.collection);
    const objects = [...collection.entries({ namespace: target.namespace })]
      .filter(object => !matches || matches(object))
      .map(
        object => this.#deleter.delete(object, resource.type, options).object,
      );
    const json = encoder.list(objects, {
      resourceVersion: String(this.#store.revision),
    });
    sendDocument(response, 200, json, { mediaType: negotiated.mediaType });
  }
  async #options({ request, query }: Exchange): Promise<DeleteOptions> {
    const bytes = await readBody(request);
    const body: JsonValue | undefined =
      bytes.length > 0
        ? parseObjectBody(contentType(request), bytes, 'DeleteOptions')
        : undefined;
    return parseDeleteOptions(body, query);
  }
}

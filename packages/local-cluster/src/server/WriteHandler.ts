import { UserInfo } from '../access/users';
import { invalid, invalidOptions, notFound } from '../api/StatusError';
import { invalidValue, required } from '../api/fieldErrors';
import { JsonValue, KubernetesObject } from '../api/types';
import { decodeObject, decodePatched } from '../operations/decodeObject';
import { ObjectApplier } from '../operations/ObjectApplier';
import { Subresource } from '../operations/mergeUpdate';
import { ObjectWriter } from '../operations/ObjectWriter';
import {
  applyPatchTo,
  checkPatchType,
  patchTypes,
} from '../operations/PatchApplier';
import {
  bodyToStored,
  fromStored,
  storedResource,
  toStored,
} from '../operations/views';
import { parseWriteOptions, WriteOptions } from '../operations/WriteOptions';
import { settleNamespace } from '../metadata/settleNamespace';
import { timestamp } from '../metadata/timestamp';
import { ServedResource } from '../resources/ResourceRegistry';
import { ObjectStore } from '../storage/ObjectStore';
import { checkNames } from './checkNames';
import { Exchange, findObject, requireObject, sendObject } from './Exchange';
import {
  contentType,
  parseJson,
  parseObjectBody,
  parseYaml,
  readBody,
} from './readBody';

/** Carries out the requests that make or change one object. */
export class WriteHandler {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;
  readonly #applier: ObjectApplier;
  readonly #authenticate: (token: string) => UserInfo | undefined;
  readonly #onDefinitionWritten: (name: string) => void;

  constructor(options: {
    store: ObjectStore;
    writer: ObjectWriter;
    applier: ObjectApplier;
    authenticate: (token: string) => UserInfo | undefined;
    onDefinitionWritten: (name: string) => void;
  }) {
    this.#authenticate = options.authenticate;
    this.#store = options.store;
    this.#writer = options.writer;
    this.#applier = options.applier;
    this.#onDefinitionWritten = options.onDefinitionWritten;
  }

  async create(exchange: Exchange): Promise<void> {
    const { resource, request } = exchange;
    const options = this.#options(exchange);
    const body = parseObjectBody(
      contentType(request),
      await readBody(request),
      resource.type.kind,
    );
    const decoded = decodeObject(body, resource, options);
    const object = resource.type.answer
      ? this.#review(exchange, decoded)
      : this.#create(exchange, decoded, options);
    this.#answer(exchange, 201, object, options);
  }

  #review(
    { resource, target, user }: Exchange,
    decoded: KubernetesObject,
  ): KubernetesObject {
    const { type } = resource;
    settleNamespace(decoded.metadata, type, target.namespace);
    return type.answer!(decoded, {
      user,
      namespace: target.namespace,
      authenticate: this.#authenticate,
      now: timestamp(new Date()),
    });
  }

  #create(
    { resource, target }: Exchange,
    decoded: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    return this.#writer.create(
      toStored(decoded, resource),
      storedResource(resource),
      target.namespace,
      options,
    );
  }

  #update(
    exchange: Exchange,
    decoded: KubernetesObject,
    previous: KubernetesObject,
    options: WriteOptions,
  ): void {
    const { resource, target } = exchange;
    const object = this.#writer.update(
      toStored(decoded, resource),
      previous,
      storedResource(resource),
      (target.subresource || undefined) as Subresource,
      options,
    );
    this.#answer(exchange, 200, object, options);
  }

  #answer(
    exchange: Exchange,
    code: number,
    object: KubernetesObject,
    options: WriteOptions,
  ): void {
    const { type } = exchange.resource;
    // A definition is served as soon as its write is answered, so that nobody has to wait for it.
    if (
      type.collection === 'customresourcedefinitions.apiextensions.k8s.io' &&
      !options.dryRun
    ) {
      this.#onDefinitionWritten(object.metadata.name!);
    }
    sendObject(exchange, code, object, options.warnings);
  }

  async replace(exchange: Exchange): Promise<void> {
    const { resource, request, target } = exchange;
    const options = this.#options(exchange);
    const body = parseObjectBody(
      contentType(request),
      await readBody(request),
      resource.type.kind,
    );
    const decoded = decodeObject(body, resource, options);
    checkNames(decoded, target);
    const previous = findObject(this.#store, exchange);
    if (!previous) {
      this.#createOnUpdate(exchange, decoded, options);
      return;
    }
    this.#update(exchange, decoded, previous, options);
  }

  #createOnUpdate(
    exchange: Exchange,
    decoded: KubernetesObject,
    options: WriteOptions,
  ): void {
    const { resource, target } = exchange;
    if (!resource.type.strategy.allowCreateOnUpdate || target.subresource) {
      throw notFound(resource.type, target.name);
    }
    const { resourceVersion, uid, ...metadata } = decoded.metadata;
    const object = this.#create(
      exchange,
      { ...decoded, metadata: { ...metadata, name: target.name } },
      options,
    );
    sendObject(exchange, 201, object, options.warnings);
  }

  async patch(exchange: Exchange): Promise<void> {
    const { resource, request, target } = exchange;
    const options = this.#options(exchange);
    const type = contentType(request);
    checkPatchType(type, resource);
    const bytes = await readBody(request);
    const patch =
      type === patchTypes.apply
        ? parseYaml(bytes, 'Patch')
        : parseJson(bytes, 'Patch');
    if (type === patchTypes.apply) {
      this.#apply(exchange, patch, options);
      return;
    }
    const previous = requireObject(this.#store, exchange);
    const body = applyPatchTo(
      fromStored(previous, resource),
      patch,
      type,
      resource,
    );
    const decoded = decodePatched(body, resource, options);
    checkNames(decoded, target);
    checkIdentity(decoded, previous, resource);
    if (!decoded.metadata.resourceVersion) {
      decoded.metadata.resourceVersion = previous.metadata.resourceVersion;
    }
    this.#update(exchange, decoded, previous, options);
  }

  #apply(exchange: Exchange, body: JsonValue, options: WriteOptions): void {
    const { resource, target, query } = exchange;
    if (!query.get('fieldManager')) {
      throw invalidOptions(
        'PatchOptions',
        required('fieldManager', 'is required for apply patch'),
      );
    }
    const live = findObject(this.#store, exchange);
    if (!live && target.subresource) {
      throw notFound(resource.type, target.name);
    }
    const object = this.#applier.apply(
      bodyToStored(body, resource),
      live,
      storedResource(resource),
      {
        namespace: target.namespace,
        name: target.name,
        subresource: (target.subresource || undefined) as Subresource,
      },
      options,
    );
    this.#answer(exchange, live ? 200 : 201, object, options);
  }

  #options({ query, request }: Exchange): WriteOptions {
    return parseWriteOptions(query, {
      method: request.method!,
      userAgent: request.headers['user-agent'] ?? '',
    });
  }
}

/** A patch may not turn an object into another one. */
function checkIdentity(
  decoded: KubernetesObject,
  previous: KubernetesObject,
  { type }: ServedResource,
): void {
  const { uid } = decoded.metadata;
  if (uid !== previous.metadata.uid) {
    const error = invalidValue('metadata.uid', uid ?? '', 'field is immutable');
    throw invalid(type, previous.metadata.name!, [error, error]);
  }
}

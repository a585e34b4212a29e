import {
  badRequest,
  internalError,
  unsupportedMediaType,
} from '../api/StatusError';
import {
  cloneJson,
  isJsonObject,
  JsonObject,
  JsonValue,
  KubernetesObject,
} from '../api/types';
import { ObjectWriter } from '../operations/ObjectWriter';
import { patchTypes } from '../operations/PatchApplier';
import { parseWriteOptions } from '../operations/WriteOptions';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import { scales } from '../resources/builtin/scales';
import { DefinitionScale } from '../resources/custom/CustomResourceDefinition';
import { scaleOf, withReplicas } from '../resources/custom/scale';
import { ObjectStore } from '../storage/ObjectStore';
import { checkNames } from './checkNames';
import { Exchange, requireObject } from './Exchange';
import { contentType, parseJson, parseObjectBody, readBody } from './readBody';
import { sendDocument } from './Reply';

/** Answers for the scale subresource: an object seen as a number of replicas (`kubectl scale`). */
export class ScaleHandler {
  readonly #store: ObjectStore;
  readonly #writer: ObjectWriter;

  constructor(options: { store: ObjectStore; writer: ObjectWriter }) {
    this.#store = options.store;
    this.#writer = options.writer;
  }

  /** @throws 500 when the object does not say how many there shall be, as a kube-apiserver does */
  get(exchange: Exchange): void {
    const paths = pathsOf(exchange);
    const object = requireObject(this.#store, exchange);
    const { scale, replicas } = scaleOf(object, paths);
    if (replicas === undefined) {
      throw internalError(
        `the spec replicas field "${paths.specReplicasPath}" does not exist`,
      );
    }
    send(exchange, scale);
  }

  async replace(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const bytes = await readBody(request);
    const body = parseObjectBody(contentType(request), bytes, 'Scale');
    this.#write(exchange, requireObject(this.#store, exchange), body);
  }

  async patch(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const type = contentType(request);
    if (type !== patchTypes.json && type !== patchTypes.merge) {
      throw unsupportedMediaType([patchTypes.json, patchTypes.merge]);
    }
    const patch = parseJson(await readBody(request), 'Patch');
    const previous = requireObject(this.#store, exchange);
    const { scale } = scaleOf(previous, pathsOf(exchange));
    const target = cloneJson(scale) as unknown as JsonValue;
    const body =
      type === patchTypes.json
        ? jsonPatch(target, patch)
        : mergePatch(target, patch);
    const { replicas } = scaleOf(previous, pathsOf(exchange));
    if (replicas === undefined && replicasIn(body) === undefined) {
      throw badRequest(
        `the spec replicas field "${pathsOf(exchange).specReplicasPath}" cannot be empty`,
      );
    }
    this.#write(exchange, previous, body);
  }

  #write(
    exchange: Exchange,
    previous: KubernetesObject,
    body: JsonValue,
  ): void {
    const { resource, request, query, target } = exchange;
    const paths = pathsOf(exchange);
    const options = parseWriteOptions(query, {
      method: request.method!,
      userAgent: request.headers['user-agent'] ?? '',
    });
    const given = checkScale(body);
    checkNames(given, target);
    const wanted = withReplicas(previous, paths, replicasIn(body) ?? 0);
    wanted.metadata.resourceVersion =
      given.metadata.resourceVersion || previous.metadata.resourceVersion;
    const object = this.#writer.update(
      wanted,
      previous,
      resource,
      'scale',
      options,
    );
    send(exchange, scaleOf(object, paths).scale);
  }
}

function pathsOf({ resource }: Exchange): DefinitionScale {
  return resource.version.scale!;
}

function send(
  { response, negotiated, query }: Exchange,
  scale: KubernetesObject,
): void {
  const encoder = new ObjectEncoder(scales, negotiated, query);
  sendDocument(response, 200, encoder.object(scale), {
    mediaType: negotiated.mediaType,
  });
}

function replicasIn(body: JsonValue): number | undefined {
  const spec = isJsonObject(body) ? body.spec : undefined;
  const replicas = isJsonObject(spec ?? null)
    ? (spec as JsonObject).replicas
    : undefined;
  return typeof replicas === 'number' ? replicas : undefined;
}

function checkScale(body: JsonValue): KubernetesObject {
  const { kind = 'Scale', apiVersion = 'autoscaling/v1' } = isJsonObject(body)
    ? body
    : { kind: null };
  const replicas = isJsonObject(body) ? (body.spec as JsonObject)?.replicas : 0;
  const isWhole = replicas === undefined || Number.isInteger(replicas);
  if (kind !== 'Scale' || apiVersion !== 'autoscaling/v1' || !isWhole) {
    throw badRequest(
      'the body must be a Scale of autoscaling/v1 whose spec.replicas is a whole number',
    );
  }
  return { metadata: {}, ...(body as JsonObject) } as KubernetesObject;
}

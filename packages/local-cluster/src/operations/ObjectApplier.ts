import { badRequest, conflict, StatusError } from '../api/StatusError';
import {
  cloneJson,
  isJsonObject,
  JsonValue,
  KubernetesObject,
} from '../api/types';
import { applyConfiguration } from '../fieldManagement/FieldTracker';
import { withLastApplied } from '../fieldManagement/lastApplied';
import { decodeMetadata } from '../metadata/decodeMetadata';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { prune } from '../schema/prune';
import { decodeObject } from './decodeObject';
import { timestamp } from '../metadata/timestamp';
import { Subresource } from './mergeUpdate';
import { ObjectWriter } from './ObjectWriter';
import { WriteOptions } from './WriteOptions';

export interface ApplyTarget {
  namespace: string;
  name: string;
  subresource: Subresource;
}

/** Carries out server-side apply: an object is made or changed so that it has what is applied. */
export class ObjectApplier {
  readonly #writer: ObjectWriter;
  readonly #now: () => Date;

  constructor(options: { writer: ObjectWriter; now: () => Date }) {
    this.#writer = options.writer;
    this.#now = options.now;
  }

  apply(
    body: JsonValue,
    live: KubernetesObject | undefined,
    resource: ServedResource,
    target: ApplyTarget,
    options: WriteOptions,
  ): KubernetesObject {
    const configuration = decodeConfiguration(body, resource, target);
    const { resourceVersion, uid } = configuration.metadata;
    if (!live && uid) {
      throw conflict(
        resource.type,
        target.name,
        `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      );
    }
    const { object: merged, managedFields } = applyConfiguration({
      configuration,
      live: live ?? emptyObject(resource, target),
      resource,
      fieldManager: options.fieldManager,
      subresource: target.subresource,
      force: options.force,
      now: timestamp(this.#now()),
    });
    const object = withLastApplied(merged, body, options.fieldManager);
    const decoded = decodeObject(
      withApiVersion(cloneJson(object), resource) as unknown as JsonValue,
      resource,
      { ...options, fieldValidation: 'Ignore' },
    );
    if (!live) {
      return this.#writer.create(
        decoded,
        resource,
        target.namespace,
        options,
        managedFields,
      );
    }
    decoded.metadata = {
      ...decoded.metadata,
      resourceVersion: resourceVersion ?? live.metadata.resourceVersion,
      uid: uid ?? live.metadata.uid,
    };
    return this.#writer.update(
      decoded,
      live,
      resource,
      target.subresource,
      options,
      managedFields,
    );
  }
}

function emptyObject(
  resource: ServedResource,
  { namespace, name }: ApplyTarget,
): KubernetesObject {
  return {
    apiVersion: apiVersionOf(resource.type.group, resource.version.name),
    kind: resource.type.kind,
    metadata: { name, ...(namespace && { namespace }) },
  };
}

function withApiVersion(
  object: KubernetesObject,
  { type, version }: ServedResource,
): KubernetesObject {
  return { ...object, apiVersion: apiVersionOf(type.group, version.name) };
}

/** Reads what is applied: known fields only, and no defaults, since those were not asked for. */
function decodeConfiguration(
  body: JsonValue,
  resource: ServedResource,
  target: ApplyTarget,
): KubernetesObject {
  const apiVersion = apiVersionOf(resource.type.group, resource.version.name);
  if (!isJsonObject(body)) {
    throw badRequest(
      'error decoding YAML: the configuration must be an object',
    );
  }
  if (body.kind !== resource.type.kind || body.apiVersion !== apiVersion) {
    throw badRequest(
      `the configuration must have apiVersion ${apiVersion} and kind ${resource.type.kind}`,
    );
  }
  const unknown: string[] = [];
  const metadata = decodeMetadata(body.metadata, unknown);
  if (metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  if (metadata.name && metadata.name !== target.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`,
    );
  }
  if (metadata.namespace && metadata.namespace !== target.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const { schema } = resource.version;
  const { type, version } = resource;
  const subject = `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${type.group}/${version.name}, Kind=${type.kind}`;
  if (schema) {
    unknown.push(...prune(body, schema, true));
  }
  if (unknown.length > 0) {
    throw new StatusError({
      code: 500,
      message: `failed to create typed patch object (${subject}): ${unknown
        .map(path => `.${path}: field not declared in schema`)
        .join('\n')}`,
    });
  }
  const { apiVersion: ignored, kind, metadata: raw, ...content } = body;
  return { apiVersion, kind: resource.type.kind, metadata, ...content };
}

import { createHash } from 'node:crypto';
import { JsonObject } from '../api/types';
import { scales } from '../resources/builtin/scales';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { groupsOf } from '../discovery/documents';
import { metaSchemas, schemaName } from './metaSchemas';
import { pathsOf } from './paths';
import { resourceSchemas } from './resourceSchemas';
import { encodeV2 } from './v2Protobuf';
import { definitionsForV2, pathForV2 } from './v2Schemas';

/** A document and the hash that its address carries. */
export interface OpenApiDocument {
  json: string;
  hash: string;
}

/** The OpenAPI v2 document, in both its forms. */
export interface OpenApiV2Document {
  json: string;
  protobuf: Buffer;
  hash: string;
}

/** The OpenAPI documents: v2 for everything, v3 one per group and version, made when they are first asked for. */
export class OpenApiDocuments {
  readonly #registry: ResourceRegistry;
  readonly #documents = new Map<string, OpenApiDocument>();
  #v2: OpenApiV2Document | undefined;
  #generation = -1;

  constructor(options: { registry: ResourceRegistry }) {
    this.#registry = options.registry;
  }

  /** The index of `/openapi/v3`. */
  index(): object {
    const paths: { [path: string]: object } = {};
    for (const { name, versions } of groupsOf(this.#registry.types())) {
      for (const version of versions) {
        const path = name ? `apis/${name}/${version}` : `api/${version}`;
        const { hash } = this.document(path)!;
        paths[path] = {
          serverRelativeURL: `/openapi/v3/${path}?hash=${hash}`,
        };
      }
    }
    return { paths };
  }

  /** The document of `apis/<group>/<version>` or `api/v1`; undefined if there is no such version. */
  document(path: string): OpenApiDocument | undefined {
    this.#forgetOutdated();
    const known = this.#documents.get(path);
    if (known) {
      return known;
    }
    const [root, ...parts] = path.split('/');
    const [group, version] = root === 'api' ? ['', parts[0]] : parts;
    const types = this.#registry
      .types()
      .filter(type => type.group === group)
      .filter(type => type.versions.some(({ name }) => name === version));
    if (types.length === 0) {
      return undefined;
    }
    const json = JSON.stringify(describe(types, group, version));
    const document = { json, hash: hashOf(json) };
    this.#documents.set(path, document);
    return document;
  }

  /** The document of `/openapi/v2`, which describes all versions. */
  v2(): OpenApiV2Document {
    this.#forgetOutdated();
    if (!this.#v2) {
      const document = describeV2(this.#registry.types());
      const json = JSON.stringify(document);
      this.#v2 = { json, protobuf: encodeV2(document), hash: hashOf(json) };
    }
    return this.#v2;
  }

  #forgetOutdated(): void {
    if (this.#generation !== this.#registry.generation) {
      this.#documents.clear();
      this.#v2 = undefined;
      this.#generation = this.#registry.generation;
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').toUpperCase();
}

function describeV2(types: ResourceType[]): JsonObject {
  const paths: JsonObject = {};
  const definitions: JsonObject = {};
  for (const { name, versions } of groupsOf(types)) {
    for (const version of versions) {
      const served = types.filter(
        type =>
          type.group === name &&
          type.versions.some(other => other.name === version),
      );
      const document = describe(served, name, version);
      Object.assign(definitions, definitionsForV2(document.components.schemas));
      for (const [path, item] of Object.entries(document.paths)) {
        paths[path] = pathForV2(item as JsonObject);
      }
    }
  }
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.36.3' },
    paths,
    definitions,
  };
}

function scaleSchemas(): { [name: string]: object } {
  const { type, version } = scales;
  const name = schemaName(type.group, version.name, type.kind);
  return { [name]: resourceSchemas(type, version, name)[name] };
}

interface Description {
  paths: JsonObject;
  components: { schemas: JsonObject };
}

function describe(
  types: ResourceType[],
  group: string,
  versionName: string,
): Description {
  const schemas: JsonObject = { ...metaSchemas } as JsonObject;
  let paths: JsonObject = {};
  for (const type of types) {
    const version = type.versions.find(({ name }) => name === versionName)!;
    const name = schemaName(group, versionName, type.kind);
    Object.assign(schemas, resourceSchemas(type, version, name));
    if (version.scale) {
      Object.assign(schemas, scaleSchemas());
    }
    paths = { ...paths, ...(pathsOf(type, version, name) as JsonObject) };
  }
  const document: Description & { openapi: string; info: object } = {
    openapi: '3.0.0',
    info: { title: apiVersionOf(group, versionName), version: 'v1.36.3' },
    paths,
    components: { schemas },
  };
  return document;
}

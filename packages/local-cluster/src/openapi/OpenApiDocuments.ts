import { createHash } from 'node:crypto';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { groupsOf } from '../discovery/documents';
import { metaSchemas, schemaName } from './metaSchemas';
import { pathsOf } from './paths';
import { resourceSchemas } from './resourceSchemas';

/** A document and the hash that its address carries. */
export interface OpenApiDocument {
  json: string;
  hash: string;
}

/** The OpenAPI v3 documents, one per group and version, made when they are first asked for. */
export class OpenApiDocuments {
  readonly #registry: ResourceRegistry;
  readonly #documents = new Map<string, OpenApiDocument>();
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
    if (this.#generation !== this.#registry.generation) {
      this.#documents.clear();
      this.#generation = this.#registry.generation;
    }
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
    const hash = createHash('sha256').update(json).digest('hex').toUpperCase();
    const document = { json, hash };
    this.#documents.set(path, document);
    return document;
  }
}

function describe(
  types: ResourceType[],
  group: string,
  versionName: string,
): object {
  const schemas: { [name: string]: object } = { ...metaSchemas };
  let paths: { [path: string]: object } = {};
  for (const type of types) {
    const version = type.versions.find(({ name }) => name === versionName)!;
    const name = schemaName(group, versionName, type.kind);
    Object.assign(schemas, resourceSchemas(type, version, name));
    paths = { ...paths, ...pathsOf(type, version, name) };
  }
  return {
    openapi: '3.0.0',
    info: { title: apiVersionOf(group, versionName), version: 'v1.36.3' },
    paths,
    components: { schemas },
  };
}

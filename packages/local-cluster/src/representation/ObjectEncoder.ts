import { badRequest } from '../api/StatusError';
import { KubernetesObject } from '../api/types';
import { ServedResource } from '../resources/ResourceRegistry';
import { apiVersionOf } from '../resources/ResourceType';
import { encodeObject } from '../storage/StoredObject';
import { Negotiated } from './negotiate';
import { IncludeObject, partialMetadata, table } from './table';

export interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

function parseIncludeObject(value: string | null): IncludeObject {
  switch (value || 'Metadata') {
    case 'None':
    case 'Metadata':
    case 'Object':
      return (value || 'Metadata') as IncludeObject;
    default:
      throw badRequest(
        `includeObject: Unsupported value: "${value}": supported values: "None", "Metadata", "Object"`,
      );
  }
}

/** Writes objects and lists of one resource in the representation that the client asked for. */
export class ObjectEncoder {
  /** Equal for encoders that write the same. */
  readonly key: string;
  readonly #resource: ServedResource;
  readonly #negotiated: Negotiated;
  readonly #includeObject: IncludeObject;
  readonly #apiVersion: string;

  constructor(
    resource: ServedResource,
    negotiated: Negotiated,
    query: URLSearchParams,
  ) {
    this.#resource = resource;
    this.#negotiated = negotiated;
    this.#includeObject = parseIncludeObject(query.get('includeObject'));
    this.#apiVersion = apiVersionOf(resource.type.group, resource.version.name);
    this.key = [
      this.#apiVersion,
      negotiated.as ?? '',
      negotiated.version,
      this.#includeObject,
    ].join(' ');
  }

  object(object: KubernetesObject): string {
    const { as, version } = this.#negotiated;
    switch (as) {
      case 'Table':
        return JSON.stringify(
          this.#table([object], {
            resourceVersion: object.metadata.resourceVersion!,
          }),
        );
      case 'PartialObjectMetadata':
      case 'PartialObjectMetadataList':
        return JSON.stringify(partialMetadata(object, version));
      default:
        return this.#encode(object);
    }
  }

  #encode(object: KubernetesObject): string {
    const { view } = this.#resource.type;
    return encodeObject(
      view ? view.fromStored(object) : object,
      this.#apiVersion,
    );
  }

  list(objects: KubernetesObject[], metadata: ListMeta): string {
    const { as, version } = this.#negotiated;
    if (as === 'Table') {
      return JSON.stringify(this.#table(objects, metadata));
    }
    if (as) {
      const items = objects.map(object => partialMetadata(object, version));
      return JSON.stringify({
        kind: 'PartialObjectMetadataList',
        apiVersion: `meta.k8s.io/${version}`,
        metadata,
        items,
      });
    }
    const items = objects.map(object => this.#encode(object));
    const kind = JSON.stringify(this.#resource.type.listKind);
    return `{"kind":${kind},"apiVersion":"${this.#apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`;
  }

  /** A bookmark says up to which version a watcher has seen everything. */
  bookmark(revision: number, annotations?: { [key: string]: string }): string {
    const { as, version } = this.#negotiated;
    const metadata = {
      resourceVersion: String(revision),
      creationTimestamp: null,
      ...(annotations && { annotations }),
    };
    const empty: KubernetesObject = {
      kind: this.#resource.type.kind,
      apiVersion: this.#apiVersion,
      metadata,
    };
    if (as === 'Table') {
      return JSON.stringify({
        kind: 'Table',
        apiVersion: `meta.k8s.io/${version}`,
        metadata: { resourceVersion: String(revision) },
        columnDefinitions: null,
        rows: [
          {
            cells: null,
            object: partialMetadata(empty, version),
          },
        ],
      });
    }
    return JSON.stringify(as ? partialMetadata(empty, version) : empty);
  }

  #table(objects: KubernetesObject[], metadata: object): object {
    const { type, version } = this.#resource;
    return table(objects, version, {
      fromStored: object => type.view?.fromStored(object) ?? object,
      version: this.#negotiated.version,
      includeObject: this.#includeObject,
      apiVersion: this.#apiVersion,
      metadata,
    });
  }
}

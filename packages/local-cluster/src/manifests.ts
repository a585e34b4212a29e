import { isJsonObject, JsonValue } from './api/types';
import { decodeObject } from './operations/decodeObject';
import { ObjectWriter } from './operations/ObjectWriter';
import { WriteOptions } from './operations/WriteOptions';
import { ResourceRegistry, ServedResource } from './resources/ResourceRegistry';
import { ObjectStore } from './storage/ObjectStore';

interface Target {
  store: ObjectStore;
  registry: ResourceRegistry;
  writer: ObjectWriter;
  onDefinitionWritten: (name: string) => void;
}

const initialNamespaces = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

function writeOptions(): WriteOptions {
  return {
    dryRun: false,
    fieldManager: 'local-cluster',
    fieldValidation: 'Warn',
    force: false,
    warnings: [],
  };
}

/** The namespaces that every cluster has. */
export function ensureNamespaces(
  store: ObjectStore,
  registry: ResourceRegistry,
  writer: ObjectWriter,
): void {
  const target = { store, registry, writer, onDefinitionWritten: () => {} };
  for (const name of initialNamespaces) {
    applyManifest(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      target,
    );
  }
}

/** Makes the objects that do not exist yet; those that exist are left as they are. */
export function applyManifests(manifests: JsonValue[], target: Target): void {
  for (const manifest of manifests) {
    const isList =
      isJsonObject(manifest) &&
      manifest.kind === 'List' &&
      Array.isArray(manifest.items);
    const items = isList ? (manifest.items as JsonValue[]) : [manifest];
    items.forEach(item => applyManifest(item, target));
  }
}

function find(manifest: JsonValue, registry: ResourceRegistry): ServedResource {
  const { apiVersion = '', kind = '' } = isJsonObject(manifest) ? manifest : {};
  const [group, version] = String(apiVersion).includes('/')
    ? String(apiVersion).split('/')
    : ['', String(apiVersion)];
  const resource = registry.findKind(group, version, String(kind));
  if (!resource) {
    throw new Error(
      `no resource of kind ${kind} in ${apiVersion} is known; give its CustomResourceDefinition before the object`,
    );
  }
  return resource;
}

function applyManifest(manifest: JsonValue, target: Target): void {
  const resource = find(manifest, target.registry);
  const options = writeOptions();
  const decoded = decodeObject(manifest, resource, options);
  const namespace = resource.type.namespaced
    ? (decoded.metadata.namespace ?? 'default')
    : '';
  const { name } = decoded.metadata;
  const existing =
    name &&
    target.store.collection(resource.type.collection).get({ namespace, name });
  if (!existing) {
    target.writer.create(decoded, resource, namespace, options);
  }
  if (resource.type.kind === 'CustomResourceDefinition' && name) {
    target.onDefinitionWritten(name);
  }
}

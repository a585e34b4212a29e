import { scaleKind } from '../resources/custom/scale';
import { compareVersions } from '../resources/compareVersions';
import { ResourceType, ResourceVersion } from '../resources/ResourceType';

const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

const partVerbs = ['get', 'patch', 'update'];

export interface GroupDescription {
  name: string;
  /** Served versions, the preferred one first. */
  versions: string[];
}

function verbsOf(type: ResourceType): string[] {
  if (type.answer) {
    return ['create'];
  }
  return type.collection === 'namespaces.'
    ? verbs.filter(verb => verb !== 'deletecollection')
    : verbs;
}

export function groupsOf(types: ResourceType[]): GroupDescription[] {
  const groups = new Map<string, Set<string>>();
  for (const type of types) {
    const versions = groups.get(type.group) ?? new Set();
    groups.set(type.group, versions);
    type.versions.forEach(({ name }) => versions.add(name));
  }
  return [...groups]
    .map(([name, versions]) => ({
      name,
      versions: [...versions].sort(compareVersions),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The resources of a group, by name. */
function typesOf(types: ResourceType[], group: string): ResourceType[] {
  return types
    .filter(type => type.group === group)
    .sort((left, right) => (left.plural < right.plural ? -1 : 1));
}

/** An APIGroup of the unaggregated discovery. */
export function apiGroup({ name, versions }: GroupDescription): object {
  const described = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: described, preferredVersion: described[0] };
}

interface SubresourceDescription {
  name: string;
  kind: string;
  verbs: string[];
  /** The group and version of the kind, where they are others than the resource's. */
  group?: string;
  version?: string;
}

function subresources(
  type: ResourceType,
  version: ResourceVersion,
): SubresourceDescription[] {
  const { kind } = type;
  return [
    ...(type.collection === 'namespaces.'
      ? [{ name: 'finalize', kind, verbs: ['update'] }]
      : []),
    ...(version.hasStatus ? [{ name: 'status', kind, verbs: partVerbs }] : []),
    ...(version.scale
      ? [{ name: 'scale', ...scaleKind, verbs: partVerbs }]
      : []),
  ];
}

/** The APIResourceList of one group and version. */
export function apiResources(
  types: ResourceType[],
  group: string,
  versionName: string,
): object[] {
  return typesOf(types, group).flatMap(type => {
    const version = type.versions.find(({ name }) => name === versionName);
    if (!version) {
      return [];
    }
    const main = {
      name: type.plural,
      singularName: type.singular,
      namespaced: type.namespaced,
      kind: type.kind,
      verbs: verbsOf(type),
      ...(type.shortNames.length && { shortNames: type.shortNames }),
      ...(type.categories.length && { categories: type.categories }),
    };
    return [
      main,
      ...subresources(type, version).map(({ name, ...subresource }) => ({
        name: `${type.plural}/${name}`,
        singularName: '',
        namespaced: type.namespaced,
        ...subresource,
      })),
    ];
  });
}

function aggregatedResource(
  type: ResourceType,
  version: ResourceVersion,
): object {
  const responseKind = {
    group: type.group,
    version: version.name,
    kind: type.kind,
  };
  const parts = subresources(type, version).map(
    ({ name, verbs: allowed, ...kind }) => ({
      subresource: name,
      responseKind: { ...responseKind, ...kind },
      verbs: allowed,
    }),
  );
  return {
    resource: type.plural,
    responseKind,
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: verbsOf(type),
    ...(type.shortNames.length && { shortNames: type.shortNames }),
    ...(type.categories.length && { categories: type.categories }),
    ...(parts.length && { subresources: parts }),
  };
}

/** An APIGroupDiscovery of the aggregated discovery. */
export function apiGroupDiscovery(
  types: ResourceType[],
  { name, versions }: GroupDescription,
): object {
  return {
    metadata: { ...(name && { name }), creationTimestamp: null },
    versions: versions.map(versionName => ({
      version: versionName,
      freshness: 'Current',
      resources: typesOf(types, name).flatMap(type => {
        const version = type.versions.find(other => other.name === versionName);
        return version ? [aggregatedResource(type, version)] : [];
      }),
    })),
  };
}

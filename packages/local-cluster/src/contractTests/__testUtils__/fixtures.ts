import { ApiClient, Answer } from './ApiClient';

let counter = 0;

/** A name that no other test has. */
export function unique(prefix: string): string {
  counter += 1;
  return `${prefix}-${process.pid}-${counter}-${Date.now().toString(36)}`;
}

export function configMap(name: string, data: object = { a: '1' }): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

export function secret(name: string, fields: object = {}): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...fields };
}

export const configMaps = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/configmaps`;
export const secretsOf = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/secrets`;

/** A kind that a test defines for itself. */
export interface CustomKind {
  group: string;
  kind: string;
  plural: string;
  definitionName: string;
  apiVersion: string;
  definition: { [field: string]: unknown };
  path(namespace: string): string;
  object(name: string, fields?: object): object;
}

/** Describes a namespaced kind with the given schema of `spec`, in a group of its own. */
export function customKind(
  spec: object,
  version: object = {},
  options: { versions?: object[]; scope?: string } = {},
): CustomKind {
  const group = `${unique('g')}.example.com`;
  const plural = 'widgets';
  const kind = 'Widget';
  const apiVersion = `${group}/v1`;
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec,
        status: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    },
  };
  const definitionName = `${plural}.${group}`;
  return {
    group,
    kind,
    plural,
    apiVersion,
    definitionName,
    definition: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: definitionName },
      spec: {
        group,
        scope: options.scope ?? 'Namespaced',
        names: { plural, kind, singular: 'widget' },
        versions: options.versions ?? [
          { name: 'v1', served: true, storage: true, schema, ...version },
        ],
      },
    },
    path: namespace => `/apis/${apiVersion}/namespaces/${namespace}/${plural}`,
    object: (name, fields = {}) => ({
      apiVersion,
      kind,
      metadata: { name },
      ...fields,
    }),
  };
}

export const definitionsPath =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

export function isEstablished({ body }: Answer): boolean {
  const status = body.status as
    { conditions?: Array<{ type: string; status: string }> } | undefined;
  return Boolean(
    status?.conditions?.some(
      condition =>
        condition.type === 'Established' && condition.status === 'True',
    ),
  );
}

/** Creates the definition and waits until objects of the kind can be made. */
export async function define(api: ApiClient, kind: CustomKind): Promise<void> {
  const created = await api.post(definitionsPath, kind.definition);
  if (created.status !== 201) {
    throw new Error(created.text);
  }
  await api.until(`${definitionsPath}/${kind.definitionName}`, isEstablished);
  await api.until(
    `/apis/${kind.apiVersion}/${kind.plural}`,
    ({ status }) => status === 200,
  );
}

export const anySpec = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

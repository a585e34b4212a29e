import { scales } from '../resources/builtin/scales';
import { ResourceType, ResourceVersion } from '../resources/ResourceType';
import { schemaName } from './metaSchemas';

const queryParameter = (name: string, type = 'string') => ({
  name,
  in: 'query',
  schema: { type, uniqueItems: true },
});

const pathParameter = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', uniqueItems: true },
});

// kubectl looks these up to learn whether the server validates fields and knows dry run.
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  name => queryParameter(name),
);
const deleteParameters = [
  queryParameter('dryRun'),
  queryParameter('propagationPolicy'),
];
const listParameters = [
  queryParameter('allowWatchBookmarks', 'boolean'),
  queryParameter('continue'),
  queryParameter('fieldSelector'),
  queryParameter('labelSelector'),
  queryParameter('limit', 'integer'),
  queryParameter('resourceVersion'),
  queryParameter('resourceVersionMatch'),
  queryParameter('sendInitialEvents', 'boolean'),
  queryParameter('timeoutSeconds', 'integer'),
  queryParameter('watch', 'boolean'),
];
const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

interface Operation {
  action: string;
  body?: string[];
  parameters?: object[];
  code?: number;
  schema: string;
}

function operation(
  type: ResourceType,
  version: ResourceVersion,
  { action, body, parameters = [], code = 200, schema }: Operation,
): object {
  const content = (mediaTypes: string[], name: string) =>
    Object.fromEntries(
      mediaTypes.map(mediaType => [
        mediaType,
        { schema: { $ref: `#/components/schemas/${name}` } },
      ]),
    );
  return {
    operationId: `${action}${type.kind}`,
    parameters,
    ...(body && {
      requestBody: {
        required: true,
        content: content(body, schema.replace(/List$/, '')),
      },
    }),
    responses: {
      [code]: {
        description: 'OK',
        content: content(['application/json', 'application/yaml'], schema),
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': {
      group: type.group,
      kind: type.kind,
      version: version.name,
    },
  };
}

function objectPath(
  type: ResourceType,
  version: ResourceVersion,
  schema: string,
): { get: object; put: object; patch: object; delete: object } {
  const json = ['*/*'];
  const make = (options: Omit<Operation, 'schema'>) =>
    operation(type, version, { ...options, schema });
  return {
    get: make({ action: 'get' }),
    put: make({ action: 'put', body: json, parameters: writeParameters }),
    patch: make({
      action: 'patch',
      body: patchTypes.filter(
        mediaType =>
          !type.strategy.isCustom || !mediaType.includes('strategic'),
      ),
      parameters: [...writeParameters, queryParameter('force', 'boolean')],
    }),
    delete: make({ action: 'delete', parameters: deleteParameters }),
  };
}

function collectionPath(
  type: ResourceType,
  version: ResourceVersion,
  schema: string,
): { get: object; post: object } {
  return {
    get: operation(type, version, {
      action: 'list',
      parameters: listParameters,
      schema: `${schema}List`,
    }),
    post: operation(type, version, {
      action: 'post',
      body: ['*/*'],
      parameters: writeParameters,
      code: 201,
      schema,
    }),
  };
}

const scaleSchema = schemaName('autoscaling', 'v1', 'Scale');

function withoutDelete({
  delete: _,
  ...rest
}: ReturnType<typeof objectPath>): object {
  return rest;
}

/** The paths of one resource. */
export function pathsOf(
  type: ResourceType,
  version: ResourceVersion,
  schema: string,
): { [path: string]: object } {
  const root = type.group
    ? `/apis/${type.group}/${version.name}`
    : `/api/${version.name}`;
  const parameters = type.namespaced ? [pathParameter('namespace')] : [];
  const base = type.namespaced
    ? `${root}/namespaces/{namespace}/${type.plural}`
    : `${root}/${type.plural}`;
  if (type.answer) {
    const { post } = collectionPath(type, version, schema);
    return { [base]: { parameters, post } };
  }
  const named = [...parameters, pathParameter('name')];
  const object = { parameters: named, ...objectPath(type, version, schema) };
  return {
    [base]: { parameters, ...collectionPath(type, version, schema) },
    [`${base}/{name}`]: object,
    ...(version.hasStatus && { [`${base}/{name}/status`]: object }),
    ...(version.scale && {
      [`${base}/{name}/scale`]: {
        parameters: named,
        ...withoutDelete(objectPath(scales.type, scales.version, scaleSchema)),
      },
    }),
    ...(type.namespaced && {
      [`${root}/${type.plural}`]: {
        get: operation(type, version, {
          action: 'list',
          parameters: listParameters,
          schema: `${schema}List`,
        }),
      },
    }),
  };
}

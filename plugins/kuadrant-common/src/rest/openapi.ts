import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { z } from 'zod';
import { operations, type OperationSchemas } from './operations';
import { errorBody } from './outputs';
import { routes, type OperationName } from './routes';

const JSON_TYPE = 'application/json';

const ERRORS: Record<number, string> = {
  400: 'The request is not valid; error.fields names the fields.',
  401: 'Credentials are missing or not valid.',
  403: 'The caller may not do this.',
  404: 'There is no such object, or the caller may not read it.',
  409: 'The state of the object does not allow this; the message says why.',
  410: 'The value of the key was shown already.',
  412: 'The object changed since it was read (If-Match).',
  413: 'The body is larger than 256 kB.',
  415: 'The body is not JSON, or its Content-Type does not say so.',
  422: 'The request is understood and cannot be carried out.',
  429: 'The cluster is busy.',
  503: 'The cluster cannot be reached.',
};

function describe(name: OperationName): ZodOpenApiOperationObject {
  const schemas: OperationSchemas = operations[name];
  const { summary, params, query, body, bodyOptional, ifMatch } = schemas;
  const { status, response, errors } = schemas;
  const [, tag] = routes[name].path.split('/');
  return {
    operationId: name,
    summary,
    tags: [tag.replace('.json', '')],
    requestParams: {
      ...(params && { path: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(ifMatch && {
        header: z.object({
          'If-Match': z
            .string()
            .optional()
            .describe('ETag of the object that the change is based on.'),
        }),
      }),
    },
    ...(body && {
      requestBody: {
        required: !bodyOptional,
        content: { [JSON_TYPE]: { schema: body } },
      },
    }),
    responses: {
      [`${status}`]:
        status === 204
          ? { description: 'Done.' }
          : {
              description: 'Done.',
              content: { [JSON_TYPE]: { schema: response } },
            },
      ...Object.fromEntries(
        errors.map(code => [
          `${code}`,
          {
            description: ERRORS[code],
            content: { [JSON_TYPE]: { schema: errorBody } },
          },
        ]),
      ),
    },
  };
}

/**
 * The OpenAPI 3.1 description of the REST API.
 *
 * @param options - `serverUrl` is the address that the paths are below
 * @public
 */
export function createOpenApiDocument(options: {
  serverUrl: string;
}): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of Object.keys(routes) as OperationName[]) {
    const { method, path } = routes[name];
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = {
      ...paths[template],
      [method.toLocaleLowerCase('en-US')]: describe(name),
    };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: 'Kuadrant developer portal',
      version: '1.0.0',
      description:
        'Self-service access to APIs on Kubernetes: products, keys, requests and approvals.',
    },
    servers: [{ url: options.serverUrl }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'Backstage token of a user.',
        },
      },
    },
    paths,
  };
  return openParts(createDocument(document)) as Record<string, unknown>;
}

/**
 * Lets each part of an `allOf` admit the properties of the others: closed parts contradict each other, so that nothing
 * at all would be valid.
 */
function openParts(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(openParts);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const opened = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, openParts(inner)]),
  );
  return Array.isArray(opened.allOf)
    ? { ...opened, allOf: opened.allOf.map(withoutEnd) }
    : opened;
}

function withoutEnd(part: Record<string, unknown>): Record<string, unknown> {
  const { additionalProperties, ...open } = part;
  return additionalProperties === false ? open : part;
}

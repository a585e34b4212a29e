import {
  type ApiOperations,
  type ExampleCall,
  examplePathFor,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Members, membersOf, textOf } from '../kinds/objects';
import { type FoundOperation, operationsOf } from '../kinds/openapi';
import { recognizeDocument } from '../kinds';
import { serversOf, swaggerServers } from '../kinds/servers';
import { bodyOf } from './body';
import { ExampleValues } from './ExampleValues';
import { ParameterValues, parametersOf } from './parameters';

const MAXIMUM_OPERATIONS = 300;
const METHOD = /^[A-Z]{1,20}$/;
// No client of HTTP sends them, or not with a URL alone.
const NOT_CALLED = new Set(['CONNECT', 'TRACE']);
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS']);
const PREFERENCE = ['GET', 'QUERY', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'];

type Operation = ApiOperations['items'][number];

/**
 * Examples of calls for the operations of a document.
 *
 * @param documentUrl - where the document comes from; URLs of servers may be relative to it
 * @throws DocumentError
 * @public
 */
export function exampleCalls(
  text: string,
  documentUrl?: string,
): ApiOperations {
  const { summary, value } = recognizeDocument(text);
  const { kind, operationCount } = summary;
  if (kind === 'graphql') {
    return { type: kind, operationCount, items: [graphqlOperation()] };
  }
  if (kind !== 'openapi') {
    return { type: kind, operationCount, items: [] };
  }
  const document = membersOf(value);
  const items: Operation[] = [];
  for (const found of operationsOf(document)) {
    if (items.length === MAXIMUM_OPERATIONS) {
      break;
    }
    items.push(...operationFor(document, found, documentUrl));
  }
  const preferred = preferredOf(items);
  return {
    type: kind,
    operationCount,
    items,
    ...(preferred && { preferred: preferred.name }),
  };
}

// Whatever a schema holds, it answers this: https://spec.graphql.org/October2021/#sec-Type-Name-Introspection
function graphqlOperation(): Operation {
  return {
    name: 'POST',
    call: {
      method: 'POST',
      query: [],
      headers: [],
      body: {
        contentType: 'application/json',
        text: '{"query":"{ __typename }"}',
      },
      placeholders: [],
    },
  };
}

function operationFor(
  document: Members,
  found: FoundOperation,
  documentUrl: string | undefined,
): Operation[] {
  const { method, path, operation } = found;
  const name = textOf(`${method} ${path}`, 300);
  if (!METHOD.test(method) || NOT_CALLED.has(method) || !name) {
    return [];
  }
  const values = new ExampleValues(document);
  const parameters = new ParameterValues(
    parametersOf(document, found),
    values,
    method,
  );
  const example = examplePathFor(
    `${basePathOf(document, found, documentUrl)}${path}`,
    part => parameters.inPath(part),
  );
  if (!example) {
    return [];
  }
  const query = parameters.inQuery();
  const headers = parameters.inHeaders();
  const body = WITHOUT_BODY.has(method)
    ? undefined
    : bodyOf(document, found, parameters, values);
  const call: ExampleCall = {
    method,
    path: example.path,
    query,
    headers,
    ...(body && { body }),
    placeholders: shownOf(
      [...example.placeholders, ...values.placeholders],
      [example.path, ...[...query, ...headers].map(each => each.value)],
      body?.text,
    ),
  };
  const summary = textOf(operation.summary, 120);
  return [
    {
      name,
      ...(summary && { summary }),
      ...(operation.deprecated === true && { deprecated: true }),
      call,
    },
  ];
}

/** The path of the server's URL. Its host does not count: calls go to the route's. */
function basePathOf(
  document: Members,
  { item, operation }: FoundOperation,
  documentUrl = 'http://document.invalid',
): string {
  const servers =
    'swagger' in document
      ? swaggerServers(document)
      : serversOf(operation.servers ?? item.servers ?? document.servers);
  for (const server of servers) {
    try {
      const { protocol, pathname } = new URL(server, documentUrl);
      if (/^https?:$/.test(protocol)) {
        return decodeURI(pathname).replace(/\/+$/, '');
      }
    } catch {
      // The next one may be a URL.
    }
  }
  return '';
}

// Placeholders of values that were made and not used are not shown.
function shownOf(placeholders: string[], texts: string[], body = ''): string[] {
  return [...new Set(placeholders)]
    .filter(each => [...texts, body].some(text => text.includes(each)))
    .slice(0, 20);
}

/** The operation that a reader tries first: the simplest that changes nothing. */
function preferredOf(items: Operation[]): Operation | undefined {
  const costOf = ({ name, deprecated, call }: Operation) => {
    const rank = PREFERENCE.indexOf(call.method);
    return [
      deprecated ? 1 : 0,
      rank === -1 ? PREFERENCE.length : rank,
      name.includes('{') ? 1 : 0,
      call.placeholders.length,
      call.query.length + call.headers.length,
    ];
  };
  return items
    .map(item => ({ item, cost: costOf(item) }))
    .reduce<{ item: Operation; cost: number[] } | undefined>(
      (best, next) =>
        best && compare(best.cost, next.cost) <= 0 ? best : next,
      undefined,
    )?.item;
}

function compare(one: number[], other: number[]): number {
  const index = one.findIndex((cost, each) => cost !== other[each]);
  return index === -1 ? 0 : one[index] - other[index];
}

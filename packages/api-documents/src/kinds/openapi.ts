import type { DocumentSummary } from '../types';
import { dereference, type Members, membersOf, textOf } from './objects';
import { OperationList } from './OperationList';
import { serversOf, swaggerServers } from './servers';

/** Methods of a path item, in the order in which operations are listed. The last is of OpenAPI 3.2. */
export const METHODS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'trace',
  'query',
];

/** An operation where it stands in an OpenAPI document. */
export interface FoundOperation {
  /** In capitals. */
  method: string;
  path: string;
  item: Members;
  operation: Members;
}

/** The operations of an OpenAPI document, in its order of paths. */
export function* operationsOf(document: Members): Generator<FoundOperation> {
  for (const [path, value] of Object.entries(membersOf(document.paths))) {
    const item = membersOf(dereference(document, value));
    const more = Object.entries(membersOf(item.additionalOperations));
    const found = [
      ...METHODS.map(method => [method.toUpperCase(), item[method]] as const),
      ...more,
    ];
    for (const [method, operation] of found) {
      if (path.startsWith('/') && operation && typeof operation === 'object') {
        yield { method, path, item, operation: operation as Members };
      }
    }
  }
}

/** Sums up OpenAPI 2.0 and 3. */
export function openapiSummary(
  document: Members,
  version: string,
): DocumentSummary {
  const info = membersOf(document.info);
  const list = new OperationList();
  for (const { method, path, operation } of operationsOf(document)) {
    list.add(`${method} ${path}`, operation.summary);
  }
  return {
    kind: 'openapi',
    format: `OpenAPI ${version}`,
    title: textOf(info.title),
    version: textOf(info.version, 100),
    servers: version.startsWith('2.')
      ? swaggerServers(document)
      : serversOf(document.servers),
    operations: list.operations,
    operationCount: list.count,
    warnings: [],
  };
}

import type { DocumentSummary } from '../types';
import { dereference, type Members, membersOf, textOf } from './objects';
import { OperationList } from './OperationList';
import { withVariables } from './servers';

/** Sums up AsyncAPI 2 and 3. */
export function asyncapiSummary(
  document: Members,
  version: string,
): DocumentSummary {
  const info = membersOf(document.info);
  const list = new OperationList();
  if (version.startsWith('2.')) {
    for (const [channel, value] of Object.entries(
      membersOf(document.channels),
    )) {
      const item = membersOf(value);
      for (const action of ['publish', 'subscribe']) {
        if (item[action]) {
          list.add(`${action} ${channel}`, membersOf(item[action]).summary);
        }
      }
    }
  } else {
    for (const [name, value] of Object.entries(
      membersOf(document.operations),
    )) {
      const { action, summary } = membersOf(dereference(document, value));
      list.add(`${textOf(action, 20) ?? 'operation'} ${name}`, summary);
    }
  }
  return {
    kind: 'asyncapi',
    format: `AsyncAPI ${version}`,
    title: textOf(info.title),
    version: textOf(info.version, 100),
    servers: Object.values(membersOf(document.servers)).flatMap(
      server => serverOf(membersOf(dereference(document, server))) ?? [],
    ),
    operations: list.operations,
    operationCount: list.count,
    warnings: [],
  };
}

// AsyncAPI 2 has a URL, which may lack the protocol; AsyncAPI 3 its parts.
function serverOf(server: Members): string | undefined {
  const { url, host, pathname, protocol, variables } = server;
  const rest = withVariables(
    typeof url === 'string'
      ? url
      : `${textOf(host) ?? ''}${textOf(pathname) ?? ''}`,
    variables,
  );
  const text = textOf(rest, 500);
  const scheme = textOf(protocol, 20);
  return text && scheme && !text.includes('://') ? `${scheme}://${text}` : text;
}

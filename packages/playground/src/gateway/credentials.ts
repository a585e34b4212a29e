import type { IncomingHttpHeaders } from 'node:http';
import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * Takes the key out of a request. Like Authorino, it compares what stands in a query or a cookie as it is: nothing is
 * decoded.
 */
export function extractKey(
  request: { headers: IncomingHttpHeaders; search: string },
  placement: KeyPlacement,
): string | undefined {
  switch (placement.in) {
    case 'header': {
      const value = request.headers[placement.name.toLowerCase()];
      const text = Array.isArray(value) ? value[0] : value;
      return placement.prefix === undefined
        ? text
        : afterPrefix(text, placement.prefix);
    }
    case 'query':
      return pairs(request.search.replace(/^\?/, ''), '&').get(placement.name);
    case 'cookie':
      return pairs(request.headers.cookie ?? '', ';').get(placement.name);
    default:
      throw new Error(`Unknown placement ${JSON.stringify(placement)}`);
  }
}

function afterPrefix(
  text: string | undefined,
  prefix: string,
): string | undefined {
  return text?.startsWith(`${prefix} `)
    ? text.slice(prefix.length + 1).trim()
    : undefined;
}

function pairs(text: string, separator: string): Map<string, string> {
  return new Map(
    text.split(separator).map(pair => {
      const [name, ...value] = pair.trim().split('=');
      return [name, value.join('=')];
    }),
  );
}

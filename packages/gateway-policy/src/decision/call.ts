import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';

/**
 * A call as it arrives at a gateway.
 *
 * @public
 */
export interface Call {
  /** Without port. */
  hostname: string;
  /** Port of the listener; undefined where one port stands for those of all listeners. */
  port?: number;
  method: string;
  /** Normalized, without the query. */
  path: string;
  /** The query with its question mark; empty when there is none. */
  search?: string;
  /** Headers, their names in lower case. */
  headers?: Record<string, string | string[] | undefined>;
}

/** The header of a call; of several values the first. */
export function headerOf({ headers = {} }: Call, name: string) {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Takes the key out of a call. Like Authorino, it compares what is in a query or a cookie as it is: nothing is decoded.
 *
 * @see https://github.com/Kuadrant/authorino/blob/main/pkg/auth/credentials.go
 * @public
 */
export function extractKey(
  call: Call,
  placement: KeyPlacement,
): string | undefined {
  switch (placement.in) {
    case 'header': {
      const value = headerOf(call, placement.name);
      if (placement.prefix === undefined) {
        return value;
      }
      const prefix = `${placement.prefix} `;
      return value?.startsWith(prefix) ? value.slice(prefix.length) : undefined;
    }
    case 'query':
      return valueOf(
        (call.search ?? '').replace(/^\?/, ''),
        '&',
        placement.name,
      );
    default:
      return valueOf(headerOf(call, 'cookie') ?? '', ';', placement.name);
  }
}

/** The parameters of a query or the cookies of a header, as they are written; of several of a name the first. */
function valueOf(text: string, separator: string, name: string) {
  return text
    .split(separator)
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** What expressions see of a call. */
export function requestContext(call: Call): Record<string, unknown> {
  const { hostname, method, path, search = '', headers = {} } = call;
  return {
    method,
    host: hostname,
    path: `${path}${search}`,
    url_path: path,
    query: search.replace(/^\?/, ''),
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        value === undefined
          ? []
          : [[name, Array.isArray(value) ? value.join(',') : value]],
      ),
    ),
  };
}

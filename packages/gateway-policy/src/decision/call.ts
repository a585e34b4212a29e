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

/** The header of a call; several values are joined, as Envoy hands them on. */
export function headerOf(
  { headers = {} }: Call,
  name: string,
): string | undefined {
  const lowerCase = name.toLowerCase();
  const value = headers[lowerCase];
  return Array.isArray(value)
    ? value.join(lowerCase === 'cookie' ? '; ' : ',')
    : value;
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
      // Authorino takes what follows any question mark for a parameter, not the first alone.
      return valueOf(
        (call.search ?? '').split(/[?&]/).slice(1),
        placement.name,
      );
    default:
      return valueOf(
        (headerOf(call, 'cookie') ?? '').split(';'),
        placement.name,
      );
  }
}

/** The value of a parameter or a cookie, as it is written; of several of a name the first. */
function valueOf(pairs: readonly string[], name: string) {
  return pairs
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
      Object.keys(headers).flatMap(name => {
        const value = headerOf(call, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

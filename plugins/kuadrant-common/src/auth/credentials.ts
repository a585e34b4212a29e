/**
 * Where a gateway looks for a credential, as in Authorino's AuthConfig; at most one is set.
 *
 * @public
 */
export interface KeyCredentials {
  authorizationHeader?: { prefix?: string };
  customHeader?: { name: string };
  queryString?: { name: string };
  cookie?: { name: string };
}

/**
 * Where a key goes in a request.
 *
 * @public
 */
export type KeyPlacement =
  | { in: 'header'; name: string; prefix?: string }
  | { in: 'query'; name: string }
  | { in: 'cookie'; name: string };

/**
 * Tells where a key goes in a request. The first placement that is set counts; when none is, or the prefix of the
 * authorization header is empty, the key follows `Bearer` in the header `Authorization`. A custom header holds the
 * key alone.
 *
 * @see https://github.com/Kuadrant/authorino/blob/main/pkg/auth/credentials.go
 * @public
 */
export function keyPlacement(
  credentials: KeyCredentials | undefined,
): KeyPlacement {
  if (!credentials?.authorizationHeader) {
    if (credentials?.customHeader) {
      return { in: 'header', name: credentials.customHeader.name };
    }
    if (credentials?.queryString) {
      return { in: 'query', name: credentials.queryString.name };
    }
    if (credentials?.cookie) {
      return { in: 'cookie', name: credentials.cookie.name };
    }
  }
  return {
    in: 'header',
    name: 'Authorization',
    prefix: credentials?.authorizationHeader?.prefix || 'Bearer',
  };
}

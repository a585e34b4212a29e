import { itemsOf, type Members, membersOf, textOf } from './objects';

const MAXIMUM_SERVERS = 20;

/** URLs of the servers of OpenAPI 3, with the defaults of their variables. */
export function serversOf(servers: unknown): string[] {
  return itemsOf(servers)
    .slice(0, MAXIMUM_SERVERS)
    .flatMap(server => {
      const { url, variables } = membersOf(server);
      return textOf(withVariables(url, variables), 500) ?? [];
    });
}

/** Replaces the variables of a server's URL by their defaults. */
export function withVariables(url: unknown, variables: unknown): unknown {
  const defined = membersOf(variables);
  return typeof url === 'string'
    ? url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
        const variable = Object.hasOwn(defined, name)
          ? membersOf(defined[name])
          : {};
        return (
          textOf(variable.default) ?? textOf(itemsOf(variable.enum)[0]) ?? whole
        );
      })
    : url;
}

/** URLs of Swagger 2.0: each scheme with host and base path; what is missing is that of the document's own URL. */
export function swaggerServers({ schemes, host, basePath }: Members): string[] {
  const path = typeof basePath === 'string' ? basePath : '';
  if (typeof host !== 'string' || !host) {
    return path ? [path] : [];
  }
  const named = itemsOf(schemes)
    .slice(0, MAXIMUM_SERVERS)
    .flatMap(scheme => textOf(scheme, 20) ?? []);
  return (named.length > 0 ? named.map(scheme => `${scheme}:`) : ['']).flatMap(
    scheme => textOf(`${scheme}//${host}${path}`, 500) ?? [],
  );
}

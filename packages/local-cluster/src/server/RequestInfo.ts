/** What a request path means, when it names resources. */
export interface ResourceRequest {
  group: string;
  version: string;
  namespace: string;
  plural: string;
  name: string;
  subresource: string;
  /** Whether the path goes on below the subresource, where nothing is. */
  isDeeper: boolean;
}

/** Subresources of namespaces, whose paths look like those of resources in a namespace. */
const namespaceSubresources = ['status', 'finalize'];

/**
 * Reads `/api/v1/...` and `/apis/<group>/<version>/...`.
 *
 * @param path - without escapes
 * @returns undefined when the path names no resource
 */
export function parseResourcePath(path: string): ResourceRequest | undefined {
  const [first, root, ...parts] = path.replace(/\/+$/, '').split('/');
  if (first !== '' || (root !== 'api' && root !== 'apis')) {
    return undefined;
  }
  const group = root === 'api' ? '' : parts.shift();
  const [version, ...path_] = parts;
  if (group === undefined || path_.length === 0 || parts.includes('')) {
    return undefined;
  }
  const isInNamespace =
    path_[0] === 'namespaces' &&
    path_.length > 2 &&
    !(
      group === '' &&
      path_.length === 3 &&
      namespaceSubresources.includes(path_[2])
    );
  const namespace = isInNamespace ? path_[1] : '';
  const [plural, name = '', subresource = '', ...more] = isInNamespace
    ? path_.slice(2)
    : path_;
  const isDeeper = more.length > 0;
  return { group, version, namespace, plural, name, subresource, isDeeper };
}

/** The path of the core API or of the group that a path is in; undefined outside of the API. */
export function apiRoot(path: string): string | undefined {
  return /^\/api(?=\/|$)|^\/apis\/[^/]+/.exec(path)?.[0];
}

/** What a request path means, when it names resources. */
export interface ResourceRequest {
  group: string;
  version: string;
  namespace: string;
  plural: string;
  name: string;
  subresource: string;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Subresources of namespaces, whose paths look like those of resources in a namespace. */
const namespaceSubresources = ['status', 'finalize'];

/**
 * Reads `/api/v1/...` and `/apis/<group>/<version>/...`.
 *
 * @returns undefined when the path names no resource
 */
export function parseResourcePath(path: string): ResourceRequest | undefined {
  const parts = path.split('/').slice(1).map(decode);
  if (parts[parts.length - 1] === '') {
    parts.pop();
  }
  let group = '';
  let rest: string[];
  if (parts[0] === 'api') {
    rest = parts.slice(1);
  } else if (parts[0] === 'apis') {
    group = parts[1] ?? '';
    rest = parts.slice(2);
  } else {
    return undefined;
  }
  const [version, ...path_] = rest;
  if (!version || path_.length === 0) {
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
  return more.length > 0
    ? undefined
    : { group, version, namespace, plural, name, subresource };
}

/** The path of the group and version that a resource belongs to. */
export function groupPath({ group, version }: ResourceRequest): string {
  return group ? `/apis/${group}/${version}` : `/api/${version}`;
}

import { Action } from '../access/authorize';
import { isTrue } from '../api/query';
import { parseResourcePath } from './RequestInfo';
import { RequestTarget } from './requestTarget';

const verbs: { [method: string]: string } = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** What a request wants to do, in the terms in which rights are given. */
export function actionOf(
  method: string,
  { path, query }: RequestTarget,
): Action {
  const target = parseResourcePath(path);
  if (!target) {
    return { nonResource: { verb: method.toLowerCase(), path } };
  }
  const { group, version, plural, subresource } = target;
  const selected = /^metadata\.name==?([^,\\]+)$/.exec(
    query.get('fieldSelector') ?? '',
  );
  return {
    resource: {
      verb: verbOf(method, target.name !== '', query),
      group,
      version,
      resource: plural,
      subresource,
      name: target.name || (method === 'GET' && selected?.[1]) || '',
      namespace:
        group === '' && plural === 'namespaces'
          ? target.name
          : target.namespace,
    },
  };
}

/** What a method does, in the words of Kubernetes; empty for methods that it has no word for. */
export function verbOf(
  method: string,
  isNamed: boolean,
  query = new URLSearchParams(),
): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (isNamed) {
        return 'get';
      }
      return isTrue(query, 'watch') ? 'watch' : 'list';
    case 'DELETE':
      return isNamed ? 'delete' : 'deletecollection';
    default:
      return verbs[method] ?? '';
  }
}

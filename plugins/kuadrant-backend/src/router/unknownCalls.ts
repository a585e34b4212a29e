import { routes } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Router } from 'express';
import { CodedError } from '../errors';

// Backstage's own endpoints of a plugin, such as those of its permissions and actions.
const OF_BACKSTAGE = /^\/\.backstage(\/|$)/;

/** Answers what no operation answers: 405 on the paths of the API, 404 on all others. Comes after the operations. */
export function addUnknownCalls(router: Router): void {
  const methods = new Map<string, string[]>();
  for (const { path, method } of Object.values(routes)) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, known] of methods) {
    const allow = [...known, ...(known.includes('GET') ? ['HEAD'] : [])].join(
      ', ',
    );
    router.all(path, (request, response) => {
      response.setHeader('Allow', allow);
      throw new CodedError(
        'methodNotAllowed',
        `${request.method} is not supported here. Supported: ${allow}.`,
      );
    });
  }
  router.use((request, _response, next) => {
    if (OF_BACKSTAGE.test(request.path)) {
      next();
      return;
    }
    throw new CodedError(
      'unknownPath',
      'The API has no such path. GET /openapi.json describes those it has.',
    );
  });
}

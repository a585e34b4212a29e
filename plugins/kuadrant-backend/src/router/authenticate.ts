import type {
  HttpAuthService,
  HttpRouterService,
} from '@backstage/backend-plugin-api';
import { routes } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { RequestHandler } from 'express';

/**
 * Refuses calls without valid credentials before anything of them is read.
 *
 * @remarks
 * Backstage's own barrier does the same in front of the router, but its answers carry no code, and its refusals write
 * the query into the access log. {@link leaveToRouter} takes the paths of the API off it.
 */
export function authenticate(httpAuth: HttpAuthService): RequestHandler {
  return function checkCredentials(request, _response, next) {
    httpAuth.credentials(request, { allow: ['user', 'service'] }).then(
      () => next(),
      error => next(error),
    );
  };
}

/** Leaves the credentials of the API's own paths, and of no others, to {@link authenticate}. */
export function leaveToRouter(httpRouter: HttpRouterService): void {
  const roots = Object.values(routes).map(({ path }) => path.split('/')[1]);
  for (const root of new Set(roots)) {
    httpRouter.addAuthPolicy({ path: `/${root}`, allow: 'unauthenticated' });
  }
}

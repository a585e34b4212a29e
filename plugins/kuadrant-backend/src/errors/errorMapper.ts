import type { ErrorRequestHandler } from 'express';
import { mapKubernetesError } from './mapKubernetesError';

/** The last middleware of the router: hands refusals of the cluster on as the errors they mean for the caller. */
export function errorMapper(): ErrorRequestHandler {
  return function mapError(error, _request, _response, next) {
    next(mapKubernetesError(error));
  };
}

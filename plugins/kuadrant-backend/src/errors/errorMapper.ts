import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';
import { mapKubernetesError } from './mapKubernetesError';

/**
 * The last middleware of the router: hands refusals of the cluster on as the errors they mean for the caller. What
 * the caller is not told, because it speaks of the portal's own account and addresses, is logged.
 */
export function errorMapper(logger: LoggerService): ErrorRequestHandler {
  return function mapError(error, request, _response, next) {
    const mapped = mapKubernetesError(error);
    if (mapped !== error && mapped instanceof ServiceUnavailableError) {
      logger.warn(
        `${request.method} ${request.path} failed at the cluster: ${error.message}`,
      );
    }
    next(mapped);
  };
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler } from 'express';
import { toCodedError } from './toCodedError';

/**
 * The last middleware of the router: every error leaves it with a code and a true status. What the caller is not told,
 * because it speaks of the portal's own account and addresses, is logged.
 */
export function errorMapper(logger: LoggerService): ErrorRequestHandler {
  return function mapError(error, request, _response, next) {
    // The answer repeats the address; what was searched for is no part of an error.
    request.url = request.path;
    const coded = toCodedError(error);
    if (coded !== error && coded.statusCode === 503) {
      logger.warn(
        `${request.method} ${request.path} failed at the cluster: ${error.message}`,
      );
    }
    if (coded.code === 'internalError') {
      logger.error(`${request.method} ${request.path} failed`, error);
    }
    next(coded);
  };
}

import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { toCodedError } from '../errors';

/**
 * A registry whose actions fail as calls of the REST API do: with a code and a true status. Agents learn nothing of the
 * portal's own account in the cluster; what they are not told is logged.
 */
export function withCodedErrors(
  registry: ActionsRegistryService,
): ActionsRegistryService {
  return {
    register(options) {
      registry.register({
        ...options,
        async action(context) {
          try {
            return await options.action(context);
          } catch (error) {
            const coded = toCodedError(error);
            if (coded !== error && coded.statusCode >= 500) {
              context.logger.warn(
                `The action ${options.name} failed: ${(error as Error).message}`,
              );
            }
            throw coded;
          }
        },
      });
    },
  };
}

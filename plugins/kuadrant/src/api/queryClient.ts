import { QueryClient } from '@tanstack/react-query';
import { errorStatus } from './errors';

const clients = new WeakMap<object, QueryClient>();

/**
 * The cache of answers that belongs to an API client, so that the pages, tabs and cards of one app share it and tests
 * do not.
 *
 * @remarks Keys' values never pass through it: revealing is a plain call, kept in component memory.
 */
export function queryClientFor(api: object): QueryClient {
  let client = clients.get(api);
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: {
          staleTime: 2_000,
          // An answer in the 400s stays the same when asked again.
          retry: (failures, error) =>
            failures < 2 && (errorStatus(error) ?? 500) >= 500,
          retryDelay: attempt => 500 * 2 ** attempt,
        },
        mutations: { retry: false },
      },
    });
    clients.set(api, client);
  }
  return client;
}

import { useApi } from '@backstage/frontend-plugin-api';
import type {
  KuadrantClient,
  ObjectRef,
  OperationInput,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  keepPreviousData,
  useQuery,
  useQueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { kuadrantApiRef } from './kuadrantApiRef';

type Query<N extends keyof KuadrantClient> =
  OperationInput<N> extends {
    query?: infer Q;
  }
    ? NonNullable<Q>
    : never;

interface Options<T> {
  enabled?: boolean;
  refetchInterval?: (data: T | undefined) => number | false;
}

/**
 * A page of a list. It is asked for while the page around it is first drawn, not only once that is done; while the next
 * one is on its way, the one before stays.
 */
function useList<T>(
  queryKey: QueryKey,
  queryFn: (context: { signal: AbortSignal }) => Promise<T>,
  options: Options<T>,
) {
  const client = useQueryClient();
  const { enabled = true, refetchInterval } = options;
  if (enabled && !client.getQueryState(queryKey)) {
    client.prefetchQuery({ queryKey, queryFn });
  }
  return useQuery({
    queryKey,
    queryFn,
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: refetchInterval
      ? ({ state }) => refetchInterval(state.data)
      : undefined,
  });
}

type ProductList = Awaited<ReturnType<KuadrantClient['listApiProducts']>>;

/** A page of products. */
export function useProducts(
  query: Query<'listApiProducts'>,
  options: Options<ProductList> = {},
) {
  const api = useApi(kuadrantApiRef);
  return useList(
    ['products', query],
    ({ signal }) => api.listApiProducts({ query }, { signal }),
    options,
  );
}

/** One product. */
export function useProduct(params: ObjectRef, options: Options<never> = {}) {
  const api = useApi(kuadrantApiRef);
  return useQuery({
    queryKey: ['product', params.namespace, params.name],
    queryFn: ({ signal }) => api.getApiProduct({ params }, { signal }),
    enabled: options.enabled,
  });
}

/**
 * The whole definition of a product's API.
 *
 * @param version - changes with the definition
 */
export function useApiDefinition(params: ObjectRef, version?: string) {
  const api = useApi(kuadrantApiRef);
  return useQuery({
    queryKey: ['definition', params.namespace, params.name, version],
    queryFn: ({ signal }) => api.getApiDefinition({ params }, { signal }),
    staleTime: Infinity,
  });
}

/** The operations of a product's API, with an example of a call for each. */
export function useApiOperations(params: ObjectRef) {
  const api = useApi(kuadrantApiRef);
  return useQuery({
    queryKey: ['operations', params.namespace, params.name],
    queryFn: ({ signal }) => api.listApiOperations({ params }, { signal }),
  });
}

type KeyList = Awaited<ReturnType<KuadrantClient['listApiKeys']>>;

/** A page of keys. */
export function useKeys(
  query: Query<'listApiKeys'>,
  options: Options<KeyList> = {},
) {
  const api = useApi(kuadrantApiRef);
  return useList(
    ['keys', query],
    ({ signal }) => api.listApiKeys({ query }, { signal }),
    options,
  );
}

type KeyView = Awaited<ReturnType<KuadrantClient['getApiKey']>>;

/** One key, without its value. */
export function useKey(params: ObjectRef, options: Options<KeyView> = {}) {
  const api = useApi(kuadrantApiRef);
  return useQuery({
    queryKey: ['key', params.namespace, params.name],
    queryFn: ({ signal }) => api.getApiKey({ params }, { signal }),
    refetchInterval: options.refetchInterval
      ? ({ state }) => options.refetchInterval!(state.data)
      : undefined,
  });
}

type RequestList = Awaited<ReturnType<KuadrantClient['listRequests']>>;

/** A page of the approval queue. */
export function useRequests(
  query: Query<'listRequests'>,
  options: Options<RequestList> = {},
) {
  const api = useApi(kuadrantApiRef);
  return useList(
    ['requests', query],
    ({ signal }) => api.listRequests({ query }, { signal }),
    options,
  );
}

/** Has everything that is on the screen read anew, after a change. */
export function useRefreshAll(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}

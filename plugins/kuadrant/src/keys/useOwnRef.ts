import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Entity reference of the signed-in user, for wording only: what may be done comes from the server. */
export function useOwnRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  return useQuery({
    queryKey: ['identity'],
    queryFn: () => identityApi.getBackstageIdentity(),
    staleTime: Infinity,
  }).data?.userEntityRef;
}

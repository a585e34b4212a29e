import { CacheStatus } from './types';

/** What a cache knows of one of its scopes. */
export interface ScopeStatus {
  listed: boolean;
  served?: boolean;
  lastContact?: Date;
  error?: Error;
}

/** The status of a cache, from those of its scopes: as good as the worst of them. */
export function statusOf(
  scopes: ScopeStatus[],
  options: { optional: boolean; staleAfterMs: number; stopped: boolean },
): CacheStatus {
  const isMissing = ({ served }: ScopeStatus) =>
    options.optional && served === false;
  const synced = scopes.every(scope => scope.listed || isMissing(scope));
  const error = scopes.find(scope => scope.error && !isMissing(scope))?.error;
  const contacts = scopes.map(({ lastContact }) => lastContact?.getTime() ?? 0);
  const longestAgo = Math.min(...contacts);
  const silent =
    !scopes.every(isMissing) && Date.now() - longestAgo > options.staleAfterMs;
  return {
    synced,
    stale: !synced || error !== undefined || silent || options.stopped,
    served: servedOf(scopes),
    lastContact: longestAgo ? new Date(longestAgo) : undefined,
    error,
  };
}

function servedOf(scopes: ScopeStatus[]): boolean | undefined {
  return scopes.some(({ served }) => served === false)
    ? false
    : scopes.find(({ served }) => served !== undefined)?.served;
}

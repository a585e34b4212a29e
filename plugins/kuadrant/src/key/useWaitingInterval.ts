import { useCallback, useRef } from 'react';

/** How often something that waits is read anew: every 5 s in the first minute, then every 30 s. */
export function useWaitingInterval(): () => number {
  const start = useRef(Date.now());
  return useCallback(
    () => (Date.now() - start.current < 60_000 ? 5_000 : 30_000),
    [],
  );
}

import { useCallback, useRef } from 'react';
import { useSignalsAvailable } from '../live/useLiveUpdates';

/**
 * How often something that waits is read anew in an app without signals: every 5 s in the first minute, then every
 * 30 s. With signals never: they tell.
 */
export function useWaitingInterval(): () => number | false {
  const signals = useSignalsAvailable();
  const start = useRef(Date.now());
  return useCallback(() => {
    if (signals) {
      return false;
    }
    return Date.now() - start.current < 60_000 ? 5_000 : 30_000;
  }, [signals]);
}

import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { LiveUpdates } from './LiveUpdates';

const listening = new WeakMap<
  QueryClient,
  { users: number; stop: () => void }
>();

/** Several extensions on one page share one cache of answers, so they share one subscription. */
function listen(signals: SignalApi, client: QueryClient): () => void {
  const entry = listening.get(client) ?? {
    users: 0,
    stop: LiveUpdates.start(signals, client),
  };
  listening.set(client, entry);
  entry.users += 1;
  return () => {
    entry.users -= 1;
    if (entry.users === 0) {
      listening.delete(client);
      entry.stop();
    }
  };
}

/** Whether the app brings the backend's signals to its pages; without them pages that wait have to ask. */
export function useSignalsAvailable(): boolean {
  return useApiHolder().get(signalApiRef) !== undefined;
}

/** Keeps the answers of a cache fresh by signals, where the app has them. */
export function useLiveUpdates(client: QueryClient): void {
  const signals = useApiHolder().get(signalApiRef);
  useEffect(
    () => (signals ? listen(signals, client) : undefined),
    [signals, client],
  );
}

import type { SignalApi } from '@backstage/plugin-signals-react';
import {
  KUADRANT_SIGNAL_CHANNEL,
  type KuadrantSignal,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { QueryClient } from '@tanstack/react-query';

/** Answers that a change of each kind makes old, by the first word of their key. */
const CONCERNED: Record<KuadrantSignal['changed'], string[]> = {
  apiproducts: ['products', 'product'],
  apikeys: ['keys', 'key', 'product'],
  // Signals about keys reach their requesters only; owners and administrators learn of them by the requests.
  requests: ['requests', 'keys', 'key', 'product', 'products'],
};

/** A burst of changes in the cluster becomes at most one reading of each list in this time. */
const PAUSE_MS = 1000;

/** Has answers read anew when the backend tells that something of their kind changed. */
export class LiveUpdates {
  readonly #client: QueryClient;
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Listens until the function that is returned is called. */
  static start(signals: SignalApi, client: QueryClient): () => void {
    const updates = new LiveUpdates(client);
    const { unsubscribe } = signals.subscribe<KuadrantSignal>(
      KUADRANT_SIGNAL_CHANNEL,
      ({ changed }) => updates.#note(changed),
    );
    return () => {
      unsubscribe();
      clearTimeout(updates.#timer);
    };
  }

  private constructor(client: QueryClient) {
    this.#client = client;
  }

  #note(changed: KuadrantSignal['changed']): void {
    // A newer backend may tell of kinds that this page does not know.
    (CONCERNED[changed] ?? []).forEach(name => this.#changed.add(name));
    if (this.#timer === undefined) {
      this.#readAnew();
    }
  }

  #readAnew(): void {
    if (this.#changed.size === 0) {
      this.#timer = undefined;
      return;
    }
    const names = new Set(this.#changed);
    this.#changed.clear();
    this.#client.invalidateQueries({
      predicate: ({ queryKey }) => names.has(String(queryKey[0])),
      // A page that nobody looks at is read when it is looked at again.
      refetchType: document.visibilityState === 'hidden' ? 'none' : 'active',
    });
    this.#timer = setTimeout(() => this.#readAnew(), PAUSE_MS);
  }
}

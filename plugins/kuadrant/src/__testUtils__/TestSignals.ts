import type { SignalApi } from '@backstage/plugin-signals-react';

type Listener = (message: never) => void;

/** Signals as an app brings them, sent by hand. */
export class TestSignals implements SignalApi {
  readonly #listeners = new Map<string, Set<Listener>>();

  subscribe(channel: string, listener: Listener) {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return { unsubscribe: () => listeners.delete(listener) };
  }

  /** How many listen on a channel. */
  listeners(channel: string): number {
    return this.#listeners.get(channel)?.size ?? 0;
  }

  send(channel: string, message: unknown): void {
    this.#listeners
      .get(channel)
      ?.forEach(listener => listener(message as never));
  }
}

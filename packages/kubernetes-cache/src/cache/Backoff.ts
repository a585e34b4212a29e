/**
 * Growing delays with jitter, so that many clients of a server that comes back do not all return in
 * the same moment.
 */
export class Backoff {
  readonly #initialMs: number;
  readonly #maximumMs: number;
  #attempts = 0;

  constructor(options: { initialMs: number; maximumMs: number }) {
    this.#initialMs = options.initialMs;
    this.#maximumMs = options.maximumMs;
  }

  /** The next delay in milliseconds: a random part of half to whole of a doubling bound. */
  next(): number {
    const bound = Math.min(
      this.#initialMs * 2 ** this.#attempts,
      this.#maximumMs,
    );
    this.#attempts = Math.min(this.#attempts + 1, 30);
    return bound / 2 + Math.random() * (bound / 2);
  }

  reset(): void {
    this.#attempts = 0;
  }
}

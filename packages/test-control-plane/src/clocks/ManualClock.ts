/** A clock that stands still until a test moves it. */
export class ManualClock {
  #now: number;
  readonly #timers = new Set<{ due: number; callback: () => void }>();

  constructor(now = Date.parse('2026-03-01T12:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  schedule(callback: () => void, milliseconds: number): () => void {
    const timer = { due: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many are called back within so many milliseconds. */
  dueWithin(milliseconds: number): number {
    const end = this.#now + milliseconds;
    return [...this.#timers].filter(({ due }) => due <= end).length;
  }

  /** Lets time pass; what becomes due is called in its order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ due }) => due <= end)
        .sort((a, b) => a.due - b.due);
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.callback();
    }
    this.#now = end;
  }
}

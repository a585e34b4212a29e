interface Timer {
  due: number;
  callback: () => void;
  cancel: () => void;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The time of this machine, which a test can move on: what becomes due then is called at once. */
export class MovableClock {
  #ahead = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return Date.now() + this.#ahead;
  }

  schedule(callback: () => void, milliseconds: number): () => void {
    const timer: Timer = {
      due: this.now() + milliseconds,
      callback,
      cancel: () => {},
    };
    const real = setTimeout(
      () => this.#fire(timer),
      // Longer than any test; Node fires at once what it cannot count.
      Math.min(milliseconds, LONGEST_TIMEOUT_MS),
    );
    real.unref();
    timer.cancel = () => clearTimeout(real);
    this.#timers.add(timer);
    return () => this.#remove(timer);
  }

  /** The time after so many minutes, as Kubernetes writes it. */
  inMinutes(minutes: number): string {
    return new Date(this.now() + minutes * 60_000).toISOString();
  }

  moveOn(minutes: number): void {
    this.#ahead += minutes * 60_000;
    [...this.#timers]
      .filter(({ due }) => due <= this.now())
      .sort((a, b) => a.due - b.due)
      .forEach(timer => this.#fire(timer));
  }

  #fire(timer: Timer): void {
    this.#remove(timer);
    timer.callback();
  }

  #remove(timer: Timer): void {
    timer.cancel();
    this.#timers.delete(timer);
  }
}

/** Works off keys one by one after the current turn of the event loop; a key waits at most once. */
export class TaskQueue<T> {
  readonly #waiting = new Set<T>();
  readonly #work: (key: T) => void;
  readonly #onError: (error: unknown) => void;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(options: {
    work: (key: T) => void;
    onError: (error: unknown) => void;
  }) {
    this.#work = options.work;
    this.#onError = options.onError;
  }

  add(key: T): void {
    this.#waiting.add(key);
    this.#scheduled ??= setImmediate(() => this.#run());
  }

  stop(): void {
    if (this.#scheduled) {
      clearImmediate(this.#scheduled);
    }
    this.#waiting.clear();
  }

  #run(): void {
    this.#scheduled = undefined;
    // A bounded share per turn, so that requests are answered while much is collected.
    const batch = [...this.#waiting].slice(0, 200);
    for (const key of batch) {
      this.#waiting.delete(key);
      try {
        this.#work(key);
      } catch (error) {
        this.#onError(error);
      }
    }
    if (this.#waiting.size > 0) {
      this.#scheduled ??= setImmediate(() => this.#run());
    }
  }
}

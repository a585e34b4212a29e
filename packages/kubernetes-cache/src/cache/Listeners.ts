/** Functions to call, none of which can disturb the others or the caller. */
export class Listeners<E> {
  readonly #listeners = new Set<(value: E) => unknown>();
  readonly #atFault: (error: unknown) => void;

  /** @param atFault - told what a listener threw, or rejected with */
  constructor(atFault: (error: unknown) => void) {
    this.#atFault = atFault;
  }

  /** Returns the function that takes the listener away again. */
  add(listener: (value: E) => unknown): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(value: E): void {
    for (const listener of [...this.#listeners]) {
      try {
        Promise.resolve(listener(value)).catch(this.#atFault);
      } catch (error) {
        this.#atFault(error);
      }
    }
  }
}

/** First in, first out, each value at most once. Every operation takes constant time. */
export class Fifo {
  #items: (string | undefined)[] = [];
  #head = 0;
  readonly #members = new Set<string>();

  get size(): number {
    return this.#members.size;
  }

  has(value: string): boolean {
    return this.#members.has(value);
  }

  push(value: string): void {
    if (!this.#members.has(value)) {
      this.#members.add(value);
      this.#items.push(value);
    }
  }

  shift(): string | undefined {
    while (this.#head < this.#items.length) {
      const value = this.#items[this.#head];
      this.#items[this.#head++] = undefined;
      if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
        this.#items = this.#items.slice(this.#head);
        this.#head = 0;
      }
      if (value !== undefined && this.#members.delete(value)) {
        return value;
      }
    }
    return undefined;
  }

  /** Takes a value out, wherever it stands. */
  remove(value: string): boolean {
    return this.#members.delete(value);
  }
}

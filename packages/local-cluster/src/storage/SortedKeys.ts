/** A sorted set of strings with positions, in the byte order that etcd keys have. */
export class SortedKeys {
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  at(index: number): string {
    return this.#keys[index];
  }

  add(key: string): void {
    const index = this.firstNotBefore(key);
    if (this.#keys[index] !== key) {
      this.#keys.splice(index, 0, key);
    }
  }

  delete(key: string): void {
    const index = this.firstNotBefore(key);
    if (this.#keys[index] === key) {
      this.#keys.splice(index, 1);
    }
  }

  /** The position of the first key that is equal to or after the given one. */
  firstNotBefore(key: string): number {
    // New keys mostly come last: generated names share a growing prefix in bursts.
    if (this.#keys.length === 0 || this.#keys[this.#keys.length - 1] < key) {
      return this.#keys.length;
    }
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

import type { StoreEvent } from './Collection';

/** How much of its past a collection keeps. */
export interface HistoryLimits {
  /** So many changes. */
  count: number;
  /** So many characters of JSON in the objects that these changes hold on to. */
  size: number;
}

/** The latest changes to a collection, in order. */
export class History {
  readonly #limits: HistoryLimits;
  readonly #events: StoreEvent[] = [];
  #size = 0;
  #oldestRevision: number;

  constructor(options: { limits: HistoryLimits; revision: number }) {
    this.#limits = options.limits;
    this.#oldestRevision = options.revision;
  }

  /** Changes after this revision are all known; what happened up to it is not. */
  get oldestRevision(): number {
    return this.#oldestRevision;
  }

  add(event: StoreEvent): void {
    this.#events.push(event);
    this.#size += event.size;
    // Trimmed by halves, so that the cost of moving the array is paid rarely.
    const { count, size } = this.#limits;
    if (this.#events.length > count * 2 || this.#size > size * 2) {
      this.#trim();
    }
  }

  after(revision: number): StoreEvent[] {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#events[middle].revision <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#events.slice(low);
  }

  #trim(): void {
    const { count, size } = this.#limits;
    let removed = 0;
    while (this.#events.length - removed > count || this.#size > size) {
      this.#size -= this.#events[removed].size;
      this.#oldestRevision = this.#events[removed].revision;
      removed += 1;
    }
    this.#events.splice(0, removed);
  }
}

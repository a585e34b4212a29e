import {
  compareResourceVersions,
  newerResourceVersion,
} from './resourceVersion';

// Far longer than a watch lags behind an answer.
const LIFETIME_MS = 10 * 60_000;

interface Grave {
  uid?: string;
  resourceVersion?: string;
  at: number;
}

interface Identity {
  uid?: string;
  resourceVersion?: string;
}

/**
 * Remembers for some time what was deleted, so that answers and events which were under way meanwhile do not bring it
 * back.
 */
export class Graveyard {
  /** By name: the newest version at which the name was known to be free. */
  readonly #graves = new Map<string, Grave>();
  /** Objects that were deleted for good; the API never gives a uid twice. */
  readonly #gone = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * At this version there was no such object, or, where a label selector is used, none that is selected: a newer
   * version of it may come back.
   */
  bury(key: string, { uid, resourceVersion }: Identity): void {
    const former = this.#graves.get(key);
    this.#graves.delete(key);
    this.#graves.set(key, {
      uid,
      resourceVersion: newerResourceVersion(
        former?.resourceVersion,
        resourceVersion,
      ),
      at: this.#now(),
    });
    this.forget();
  }

  /** The object with this uid does not exist any more. */
  buryForGood(uid: string | undefined): void {
    if (uid !== undefined) {
      this.#gone.delete(uid);
      this.#gone.set(uid, this.#now());
    }
    this.forget();
  }

  /** Whether this is news of something that is known to be deleted. */
  holds(key: string, { uid, resourceVersion }: Identity): boolean {
    if (uid !== undefined && this.#gone.has(uid)) {
      return true;
    }
    const grave = this.#graves.get(key);
    if (!grave) {
      return false;
    }
    const order = compareResourceVersions(
      resourceVersion,
      grave.resourceVersion,
    );
    return order === undefined ? grave.uid === uid : order <= 0;
  }

  clear(): void {
    this.#graves.clear();
    this.#gone.clear();
  }

  /** Drops what is old. Both maps are in the order of time, so the first young entry ends the search. */
  forget(): void {
    const oldest = this.#now() - LIFETIME_MS;
    for (const [key, { at }] of this.#graves) {
      if (at > oldest) {
        break;
      }
      this.#graves.delete(key);
    }
    for (const [uid, at] of this.#gone) {
      if (at > oldest) {
        break;
      }
      this.#gone.delete(uid);
    }
  }
}

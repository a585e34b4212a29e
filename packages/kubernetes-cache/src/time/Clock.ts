/**
 * Where time is taken from. Tests put a clock of their own in its place.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds; the answer cancels it. */
  schedule(callback: () => void, milliseconds: number): () => void;
}

// setTimeout takes a signed 32-bit number; more fires at once.
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * The time of this machine. Waits of any length are exact, and none keeps the process alive.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(callback, milliseconds) {
    const due = Date.now() + milliseconds;
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = Math.max(0, due - Date.now());
      timer =
        left > LONGEST_TIMEOUT
          ? setTimeout(arm, LONGEST_TIMEOUT)
          : setTimeout(callback, left);
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};

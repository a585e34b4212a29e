/** A garbage collector learns of new kinds every 30 seconds, and what it missed before that it looks at again later. */
export const GARBAGE_COLLECTED_MS = 75_000;

/**
 * Waits until a check passes, that is: throws no more.
 *
 * @returns what the check returned
 */
export async function waitFor<T>(
  check: () => T | Promise<T>,
  timeoutMs = 8_000,
  intervalMs = 15,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
    await new Promise(resolve => setTimeout(resolve, intervalMs));
  }
}

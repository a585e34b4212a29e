// Only how long a failure takes. Long enough for a busy machine, and for the garbage collector of a real server, which
// learns of new kinds every 30 seconds.
const PATIENCE_MS = 75_000;

/**
 * Waits until a check passes, that is: throws no more.
 *
 * @returns what the check returned
 */
export async function waitFor<T>(
  check: () => T | Promise<T>,
  timeoutMs = PATIENCE_MS,
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

/** Waits until an object made now gets another creation time than one with this: they have whole seconds. */
export function nextSecondAfter(creationTimestamp = ''): Promise<void> {
  return waitFor(() => {
    if (Date.now() < Date.parse(creationTimestamp) + 1_000) {
      throw new Error(`It is still ${creationTimestamp}`);
    }
  });
}

// The garbage collector of a real server learns of new kinds every 30 seconds, and looks again later at what it missed.
const PATIENCE_MS = process.env.KUBEBUILDER_ASSETS ? 75_000 : 8_000;

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

/** How long to wait; only how long a failure takes. */
const PATIENCE_MS = 60_000;

/**
 * Waits until something holds. A check that throws counts as one that does not hold yet.
 *
 * @throws Error with what the last check threw
 */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    let problem: unknown = 'it did not hold';
    try {
      if (await holds()) {
        return;
      }
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end) {
      throw new Error(`Waited in vain: ${problem}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

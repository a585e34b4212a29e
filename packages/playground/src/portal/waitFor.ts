const PAUSE_MS = 250;

/**
 * Repeats a check until it passes.
 *
 * @throws Error with the last failure when the time is over, and the signal's reason when it aborts.
 */
export async function waitFor<T>(
  what: string,
  check: () => Promise<T>,
  options: { timeoutMs: number; signal: AbortSignal },
): Promise<T> {
  const end = Date.now() + options.timeoutMs;
  for (;;) {
    options.signal.throwIfAborted();
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw new Error(
          `${what} gave no good answer within ${
            options.timeoutMs / 1000
          } seconds: ${describe(error)}`,
        );
      }
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

/** Fetches a page and fails unless its status is good. */
export async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answered ${response.status}`);
  }
  return response;
}

function describe(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

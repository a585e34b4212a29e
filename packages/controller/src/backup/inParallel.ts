const AT_ONCE = 8;

/**
 * Works on items, several at the same time. After a failure no further item is begun.
 *
 * @param onProgress - called after each item with how many are done
 * @throws what the first failure threw, when the work that had begun is over
 */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let next = 0;
  let done = 0;
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    while (next < items.length && !failure) {
      const item = items[next];
      next += 1;
      try {
        await work(item);
        done += 1;
        onProgress?.(done, items.length);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failure) {
    throw failure.error;
  }
}

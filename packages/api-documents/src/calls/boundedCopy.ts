class TooLarge extends Error {}

/**
 * Copies JSON-like data. Aliases in YAML can make a small document hold a large value.
 *
 * @param values - most values in the copy, members and items included
 * @param characters - most characters of all its texts
 * @returns undefined for what exceeds the bounds, and for undefined
 */
export function boundedCopy(
  value: unknown,
  values: number,
  characters: number,
): unknown {
  const left = { values, characters };
  const copy = (each: unknown): unknown => {
    left.values -= 1;
    if (left.values < 0 || left.characters < 0) {
      throw new TooLarge();
    }
    if (typeof each === 'string') {
      left.characters -= each.length;
      return each;
    }
    if (Array.isArray(each)) {
      return each.map(copy);
    }
    if (typeof each === 'object' && each !== null) {
      const entries: [string, unknown][] = [];
      for (const [key, inner] of Object.entries(each)) {
        left.characters -= key.length;
        entries.push([key, copy(inner)]);
      }
      return Object.fromEntries(entries);
    }
    return typeof each === 'bigint' ? `${each}` : each;
  };
  try {
    const copied = copy(value);
    return left.characters < 0 ? undefined : copied;
  } catch (error) {
    if (error instanceof TooLarge) {
      return undefined;
    }
    throw error;
  }
}

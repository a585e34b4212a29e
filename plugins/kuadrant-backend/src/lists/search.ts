/**
 * Whether texts contain all the words of a query, whatever their case.
 *
 * @param query - words between spaces; undefined or empty matches everything
 */
export function searcher(
  query: string | undefined,
): (...texts: (string | undefined)[]) => boolean {
  const words = (query ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return () => true;
  }
  return (...texts) => {
    const text = texts.filter(Boolean).join('\n').toLocaleLowerCase();
    return words.every(word => text.includes(word));
  };
}

/** Whether a value is among those of a filter; a filter that is not set lets everything through. */
export function among<V>(filter: V[] | undefined): (value: V) => boolean {
  if (!filter || filter.length === 0) {
    return () => true;
  }
  const values = new Set(filter);
  return value => values.has(value);
}

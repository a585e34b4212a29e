/** Texts as {@link searcher} looks through them. */
export function searchText(...texts: (string | undefined)[]): string {
  return texts.filter(Boolean).join('\n').toLocaleLowerCase();
}

/**
 * Whether texts, made by {@link searchText}, contain all the words of a query between them, whatever their case.
 *
 * @param query - words between spaces; undefined or empty matches everything
 */
export function searcher(
  query: string | undefined,
): (...texts: string[]) => boolean {
  const words = (query ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return (...texts) =>
    words.every(word => texts.some(text => text.includes(word)));
}

/** Whether a value is among those of a filter; a filter that is not set lets everything through. */
export function among<V>(filter: V[] | undefined): (value: V) => boolean {
  if (!filter || filter.length === 0) {
    return () => true;
  }
  const values = new Set(filter);
  return value => values.has(value);
}

import { compareText } from './refs';

/** Where a text is in an ordered list, or would be. */
export function positionIn(list: readonly string[], text: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(list[middle], text) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Puts a value into the set of that name. */
export function put<T>(
  sets: Map<string, Set<T>>,
  name: string,
  value: T,
): void {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set.add(value));
}

/** Takes a value out of the set of that name. */
export function take<T>(
  sets: Map<string, Set<T>>,
  name: string,
  value: T,
): void {
  const set = sets.get(name);
  set?.delete(value);
  if (set?.size === 0) {
    sets.delete(name);
  }
}

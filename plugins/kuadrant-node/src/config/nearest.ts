/** How many characters of a name may differ before it is another name. */
const farthest = (name: string) =>
  Math.min(3, Math.max(1, Math.floor(name.length / 3)));

/** The known name that is most like a given one; undefined where none is like it. */
export function nearest(
  given: string,
  known: readonly string[],
): string | undefined {
  return known
    .map(name => ({ name, distance: editDistance(given, name) }))
    .filter(({ name, distance }) => distance <= farthest(name))
    .sort((a, b) => a.distance - b.distance)
    .at(0)?.name;
}

/** How many characters have to be added, removed or replaced to get from one text to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  [...from.toLowerCase()].forEach((character, line) => {
    const next = [line + 1];
    [...to.toLowerCase()].forEach((other, column) => {
      next.push(
        Math.min(
          row[column + 1] + 1,
          next[column] + 1,
          row[column] + (character === other ? 0 : 1),
        ),
      );
    });
    row = next;
  });
  return row[to.length];
}

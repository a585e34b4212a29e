import { InputError } from '@backstage/errors';

const FARTHEST = 3;

/**
 * Refuses an option that nobody reads, as one that is misspelt.
 *
 * @param path - of the options, for the message
 * @throws InputError that names the nearest option, or all
 */
export function refuseUnknown(
  path: string,
  given: string[],
  known: string[],
): void {
  const unknown = given.find(option => !known.includes(option));
  if (unknown === undefined) {
    return;
  }
  const [nearest] = known
    .map(option => ({ option, distance: editDistance(unknown, option) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((a, b) => a.distance - b.distance);
  throw new InputError(
    `${path}.${unknown} is not an option: ${
      nearest
        ? `did you mean ${path}.${nearest.option}?`
        : `the options are ${known.join(', ')}`
    }`,
  );
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

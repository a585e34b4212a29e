import { InputError } from '@backstage/errors';
import { nearest } from './nearest';

/**
 * Refuses an option that nothing reads, such as a misspelt one.
 *
 * @param path - path of the options, for the message
 * @param shared - whether others may have options there, so that only what resembles a known one is refused
 * @throws InputError that names the nearest option, or all
 *
 * @public
 */
export function refuseUnknownOptions(
  path: string,
  given: readonly string[],
  known: readonly string[],
  { shared = false }: { shared?: boolean } = {},
): void {
  const unknown = given.find(
    option => !known.includes(option) && (!shared || nearest(option, known)),
  );
  if (unknown === undefined) {
    return;
  }
  const meant = nearest(unknown, known);
  throw new InputError(
    `${path}.${unknown} is not an option: ${
      meant
        ? `did you mean ${path}.${meant}?`
        : `the options are ${known.join(', ')}`
    }`,
  );
}

import { randomInt } from 'node:crypto';

// No vowels and no characters that are easily mistaken, as Kubernetes does it.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maximumLength = 63;

/** A name from metadata.generateName: the base, cut to fit, and five random characters. */
export function generateName(base: string): string {
  let suffix = '';
  for (let index = 0; index < suffixLength; index++) {
    suffix += alphabet[randomInt(alphabet.length)];
  }
  return base.slice(0, maximumLength - suffixLength) + suffix;
}

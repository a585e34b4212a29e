import { randomInt } from 'node:crypto';

// Neither vowels nor look-alikes, as Kubernetes does for generated names: no words come out.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Random lower case letters and digits for names of objects. */
export function randomSuffix(length: number): string {
  return Array.from(
    { length },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

/** A name that begins with as much of the stem as fits, and is new. */
export function randomName(stem: string, maxStem: number): string {
  const cut = stem.slice(0, maxStem).replace(/[^a-z0-9]+$/, '');
  return `${cut}-${randomSuffix(6)}`;
}

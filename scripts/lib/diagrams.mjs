import { createHash } from 'node:crypto';

/** The mark in an image that says which text it was drawn from. */
export function sourceMark(text) {
  const hash = createHash('sha256').update(text).digest('hex');
  return `<!-- drawn from sha256:${hash} -->`;
}

import { cleanText } from '@kuadrant/backstage-plugin-kuadrant-common';

/** Members of a value that may be anything. */
export type Members = Record<string, unknown>;

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

/** The items of an array; none of anything else. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or a number as text, clean and on one line; undefined for anything else and for nothing. */
export function textOf(value: unknown, characters = 200): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return undefined;
  }
  return (
    cleanText(`${value}`.slice(0, 10 * characters), characters)
      .replace(/\s+/g, ' ')
      .trim() || undefined
  );
}

/** Follows a reference within the same document, a few times or once. */
export function dereference(
  root: unknown,
  value: unknown,
  { once = false } = {},
): unknown {
  let current = value;
  for (let count = 0; count < 20; count++) {
    if (once && count === 1) {
      return current;
    }
    const { $ref: reference } = membersOf(current);
    if (typeof reference !== 'string' || !reference.startsWith('#')) {
      return current;
    }
    current = atPointer(root, reference.slice(1));
  }
  return undefined;
}

// https://www.rfc-editor.org/rfc/rfc6901
function atPointer(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((current, part) => {
      const name = decoded(part).replace(/~1/g, '/').replace(/~0/g, '~');
      return typeof current === 'object' &&
        current !== null &&
        Object.hasOwn(current, name)
        ? (current as Members)[name]
        : undefined;
    }, root);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

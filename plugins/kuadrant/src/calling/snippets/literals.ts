import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';

/** Escapes text for double quotes of a POSIX shell. */
export const shell = (text: string) => text.replace(/[\\"$`]/g, '\\$&');

/** A text in single quotes of a POSIX shell, within which nothing is interpreted. */
export const quoted = (text: string) => `'${text.replace(/'/g, "'\\''")}'`;

// Characters beyond U+FFFF are written differently in each language.
const NOT_SHOWN = /[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}\p{M}]/gu;

/** A string literal that JavaScript, Python, Go and Java read alike; what nobody sees is escaped. */
export const literal = (text: string) =>
  JSON.stringify(text).replace(NOT_SHOWN, character =>
    character > '\uffff' || character.length > 1
      ? '\ufffd'
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The body of a call on one line, where its line breaks mean nothing. */
export function compact(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

/** What stands before the key in its header. */
export const prefixOf = (placement: KeyPlacement) =>
  placement.in === 'header' && placement.prefix ? `${placement.prefix} ` : '';

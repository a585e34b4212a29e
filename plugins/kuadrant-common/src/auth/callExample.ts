import type { KeyPlacement } from './credentials';

// RFC 3986, section 2.3, and what a path may hold beside it that no shell interprets.
const KEPT_IN_PATHS = /^[A-Za-z0-9._~/:@,;=+-]$/;
const ENCODED = /^%[0-9A-Fa-f]{2}$/;
// A parameter in braces, what is encoded, or a character.
const PARTS = /\{([^{}/]*)\}|%[0-9A-Fa-f]{2}|[^]/gu;

const isKept = (part: string) => KEPT_IN_PATHS.test(part) || ENCODED.test(part);

const UNRESERVED = /^[A-Za-z0-9._~-]+$/;

/** A path for an example, and the parts of it that its reader fills in. @public */
export interface ExamplePath {
  path: string;
  /** As they stand in the path, for example `YOUR-ID`. */
  placeholders: string[];
}

/**
 * Makes the path of an OpenAPI document safe to copy: every character that RFC 3986 reserves or excludes, or that a
 * shell interprets, is percent-encoded, but for what is percent-encoded already; each parameter in braces becomes its
 * value or a placeholder.
 *
 * @param valueOf - value of a parameter; undefined for a placeholder
 * @returns undefined for a path with control characters or lone surrogates, which no document needs
 * @public
 */
export function examplePathFor(
  path: string,
  valueOf: (name: string) => string | undefined = () => undefined,
): ExamplePath | undefined {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (!path.startsWith('/') || /[\u0000-\u001f\u007f-\u009f]/.test(path)) {
    return undefined;
  }
  const placeholders: string[] = [];
  try {
    const encoded = path.replace(PARTS, (part, name: string | undefined) => {
      if (name === undefined) {
        return isKept(part) ? part : percentEncode(part);
      }
      const value = valueOf(name);
      if (value !== undefined) {
        return percentEncode(value);
      }
      const placeholder = placeholderFor(name);
      placeholders.push(placeholder);
      return placeholder;
    });
    return { path: encoded, placeholders };
  } catch {
    return undefined;
  }
}

/**
 * Whether an example can show where a key goes: its names consist of unreserved characters of RFC 3986, which mean the
 * same in every language and shell.
 *
 * @public
 */
export function canShowPlacement(placement: KeyPlacement): boolean {
  return (
    UNRESERVED.test(placement.name) &&
    (placement.in !== 'header' ||
      placement.prefix === undefined ||
      UNRESERVED.test(placement.prefix))
  );
}

/**
 * A word that the reader of an example replaces, for example `YOUR-ID`.
 *
 * @param name - of the value
 * @public
 */
export function placeholderFor(name: string): string {
  const words = name
    .slice(0, 60)
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toUpperCase();
  return `YOUR-${words.replace(/^-|-$/g, '') || 'VALUE'}`;
}

/**
 * Percent-encodes a text but for the unreserved characters of RFC 3986.
 *
 * @throws URIError for halves of surrogate pairs
 * @public
 */
export function percentEncode(text: string): string {
  // encodeURIComponent leaves these five of the reserved characters.
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

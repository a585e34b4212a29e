import type { KeyPlacement } from './credentials';

// RFC 3986, section 2.3, and what a path may hold beside it that no shell interprets.
const KEPT_IN_PATHS = /^[A-Za-z0-9._~/:@,;=+-]$/;
const UNRESERVED = /^[A-Za-z0-9._~-]+$/;

/** A path for an example, and the parts of it that its reader fills in. @public */
export interface ExamplePath {
  path: string;
  /** As they stand in the path, for example `YOUR-ID`. */
  placeholders: string[];
}

/**
 * Makes the path of an OpenAPI document safe to copy: every character that RFC 3986 reserves or excludes, or that a
 * shell interprets, is percent-encoded; each parameter in braces becomes a placeholder.
 *
 * @returns undefined for a path with control characters or lone surrogates, which no document needs
 * @public
 */
export function examplePathFor(path: string): ExamplePath | undefined {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (!path.startsWith('/') || /[\u0000-\u001f\u007f-\u009f]/.test(path)) {
    return undefined;
  }
  const placeholders: string[] = [];
  const filled = path.replace(/\{([^{}/]*)\}/g, (_, name: string) => {
    const words = name.replace(/[^A-Za-z0-9]+/g, '-').toUpperCase();
    const placeholder = `YOUR-${words.replace(/^-|-$/g, '') || 'VALUE'}`;
    placeholders.push(placeholder);
    return placeholder;
  });
  try {
    return {
      path: [...filled]
        .map(each => (KEPT_IN_PATHS.test(each) ? each : percentEncoded(each)))
        .join(''),
      placeholders,
    };
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

// encodeURIComponent leaves these five of the reserved characters.
function percentEncoded(character: string): string {
  return /^[!'()*]$/.test(character)
    ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
    : encodeURIComponent(character);
}

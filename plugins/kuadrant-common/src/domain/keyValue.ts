/** What the values of keys begin with unless `kuadrant.keys.prefix` says otherwise. @public */
export const DEFAULT_KEY_PREFIX = 'kdp_';

// Half of a value is enough to be one; fewer characters may follow a short prefix in an ordinary word.
const FEWEST_AFTER_PREFIX = 24;

/**
 * Whether a text holds the value of a key, whole or in large part. Pages and server refuse such texts in searches,
 * because addresses are logged.
 *
 * @param prefix - what the values of keys begin with: letters, digits, `-` and `_`
 * @public
 */
export function containsKeyValue(
  text: string,
  prefix: string = DEFAULT_KEY_PREFIX,
): boolean {
  return keyValuePattern(prefix).test(text);
}

/**
 * A text with each value of a key in it replaced by `redacted`.
 *
 * @public
 */
export function redactKeyValues(
  text: string,
  prefix: string = DEFAULT_KEY_PREFIX,
): string {
  return text.replace(new RegExp(keyValuePattern(prefix), 'g'), 'redacted');
}

function keyValuePattern(prefix: string): RegExp {
  return new RegExp(`${prefix}[A-Za-z0-9]{${FEWEST_AFTER_PREFIX},}`);
}

import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DEFAULT_KEY_PREFIX } from '@kuadrant/backstage-plugin-kuadrant-common';

const ALPHABET =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
// 62^43 > 2^256
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** Prefixes that leave a key usable in headers, queries and cookies, where it is compared undecoded. */
export const KEY_PREFIX_PATTERN = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Makes the value of a key: the prefix, 43 random characters (256 bits) and 6 characters of checksum.
 *
 * @remarks
 * The form is the one that GitHub's tokens have, so that secret scanners can find a leaked key by its prefix and tell
 * it from other text by its checksum without asking anyone.
 *
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function generateApiKeyValue(prefix: string = DEFAULT_KEY_PREFIX) {
  let secret = '';
  for (let index = 0; index < SECRET_LENGTH; index++) {
    secret += ALPHABET[randomInt(ALPHABET.length)];
  }
  return `${prefix}${secret}${checksum(prefix + secret)}`;
}

/** Whether a text has the form of a key with this prefix and its checksum is right. */
export function isApiKeyValue(
  text: string,
  prefix: string = DEFAULT_KEY_PREFIX,
): boolean {
  const bodyLength = prefix.length + SECRET_LENGTH;
  return (
    text.length === bodyLength + CHECKSUM_LENGTH &&
    text.startsWith(prefix) &&
    /^[A-Za-z0-9]+$/.test(text.slice(prefix.length)) &&
    text.slice(bodyLength) === checksum(text.slice(0, bodyLength))
  );
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  while (digits.length < CHECKSUM_LENGTH) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

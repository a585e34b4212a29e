// What Kuadrant's schemas of APIKey and APIKeyRequest allow in spec.requestedBy.email.
const STORED = /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/;
// RFC 5322, 3.4.1: other special characters stand only between quotes.
const LOCAL_PART = /^("[^"\\]+"|[^\s"(),:;<>@[\]\\]+)$/;
// RFC 5321, 4.5.3.1.3
const LONGEST_ADDRESS = 254;

/**
 * An e-mail address as it is stored in `spec.requestedBy.email`. Kuadrant's schemas allow only plain characters there:
 * all others are percent-encoded, as in a mailto: URI (RFC 6068), and an international domain gets its ASCII form.
 *
 * @returns undefined for a text that is no e-mail address
 * @public
 */
export function storedEmail(address: string): string | undefined {
  const text = address.trim();
  const at = text.lastIndexOf('@');
  const local = LOCAL_PART.test(text.slice(0, Math.max(at, 0)))
    ? text.slice(0, at)
    : '';
  const host = asciiHost(text.slice(at + 1));
  // eslint-disable-next-line no-control-regex -- no address holds them
  if (!local || !host || /[\u0000-\u0020\u007f]/.test(text)) {
    return undefined;
  }
  const stored = `${encode(local)}@${host}`;
  return stored.length <= LONGEST_ADDRESS && STORED.test(stored)
    ? stored
    : undefined;
}

/**
 * The e-mail address that a stored one stands for. One that nobody has encoded is as it stands there.
 *
 * @public
 */
export function emailOf(stored: string): string {
  const at = stored.lastIndexOf('@');
  try {
    return decodeURIComponent(stored.slice(0, at)) + stored.slice(at);
  } catch {
    return stored;
  }
}

function encode(local: string): string {
  try {
    return encodeURIComponent(local)
      .replace(/[!'()*~]/g, byte => `%${hex(byte.charCodeAt(0))}`)
      .replace(/%2B/g, '+');
  } catch {
    // Half of a surrogate pair is no character.
    return '';
  }
}

function hex(code: number): string {
  return code.toString(16).toUpperCase();
}

function asciiHost(host: string): string | undefined {
  // What a URL takes for a port, a path, a query or user information is no part of a host.
  if (/[:/?#@\\[\]%]/.test(host)) {
    return undefined;
  }
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

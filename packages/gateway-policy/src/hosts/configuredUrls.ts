import {
  coversHostname,
  isConcrete,
  specificity,
} from '../attachment/hostnames';

/**
 * Stands in a URL for the part of a hostname that the caller has to fill in.
 *
 * @public
 */
export const HOST_PLACEHOLDER = '<your-host>';

/** A URL with what is left to fill in. */
export interface ConfiguredUrl {
  url: string;
  placeholder: boolean;
}

/**
 * The configured base URL of a hostname or a pattern, such as `*.example.com` or `*`. The entry of the same pattern
 * counts. For a hostname, so does the most specific wildcard that covers it, if its URL has a `*` to be replaced with
 * the hostname's own part: `*.example.com` and `https://*.example.com:8443` make `https://a.example.com:8443` for
 * a.example.com.
 */
export function configuredUrl(
  hostname: string,
  baseUrls: ReadonlyMap<string, string>,
): ConfiguredUrl | undefined {
  const exact = baseUrls.get(hostname);
  if (exact !== undefined) {
    return {
      url: withoutSlash(exact.replace('*', HOST_PLACEHOLDER)),
      placeholder: exact.includes('*'),
    };
  }
  if (!isConcrete(hostname)) {
    return undefined;
  }
  const [wildcard] = [...baseUrls.entries()]
    .filter(
      ([pattern, url]) =>
        pattern.startsWith('*.') &&
        url.includes('*') &&
        coversHostname(pattern, hostname),
    )
    .sort(([a], [b]) => specificity(b) - specificity(a));
  if (!wildcard) {
    return undefined;
  }
  const [pattern, url] = wildcard;
  const own = hostname.slice(0, hostname.length - pattern.length + 1);
  return { url: withoutSlash(url.replace('*', own)), placeholder: false };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

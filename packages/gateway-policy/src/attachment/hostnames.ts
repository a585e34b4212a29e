/** The pattern of a route or a listener that names no hostname. */
export const ANY_HOST = '*';

/**
 * Whether a pattern (`api.example.com`, `*.example.com` or `*`) covers a hostname, or all of another pattern. A
 * wildcard stands for one label or more; upper and lower case are the same.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#hostname
 * @public
 */
export function coversHostname(pattern: string, hostname: string): boolean {
  const wide = pattern.toLowerCase();
  const narrow = hostname.toLowerCase();
  return (
    wide === ANY_HOST ||
    wide === narrow ||
    (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)))
  );
}

/**
 * What two patterns have in common: the narrower of the two, or undefined when neither covers the other.
 *
 * @public
 */
export function intersectHostnames(a: string, b: string): string | undefined {
  if (coversHostname(a, b)) {
    return b.toLowerCase();
  }
  return coversHostname(b, a) ? a.toLowerCase() : undefined;
}

/** Whether a pattern is one hostname. */
export function isConcrete(pattern: string): boolean {
  return !pattern.startsWith('*');
}

/** Rank of a pattern: the more specific, the higher. Exact hostnames rank above all wildcards. */
export function specificity(pattern: string): number {
  return pattern.length + (isConcrete(pattern) ? 1000 : 0);
}

const DECIMAL = /^[1-9][0-9]*$/;

/**
 * Compares two resource versions: negative when `a` is older than `b`, positive when it is newer,
 * 0 when equal, undefined when nothing can be said.
 *
 * @remarks
 * Since Kubernetes 1.35 clients may compare resource versions of the same resource as decimal
 * numbers of any length (KEP-5504). Versions of another form, as an aggregated API may use, are
 * opaque.
 *
 * @public
 */
export function compareResourceVersions(
  a: string | undefined,
  b: string | undefined,
): number | undefined {
  if (a === undefined || b === undefined) {
    return undefined;
  }
  if (a === b) {
    return 0;
  }
  if (!DECIMAL.test(a) || !DECIMAL.test(b)) {
    return undefined;
  }
  if (a.length !== b.length) {
    return a.length - b.length;
  }
  return a < b ? -1 : 1;
}

/** The newer of two versions; the second where they cannot be compared. */
export function newerResourceVersion(
  a: string | undefined,
  b: string | undefined,
): string | undefined {
  const order = compareResourceVersions(a, b);
  return order !== undefined && order > 0 ? a : (b ?? a);
}

/** Kubernetes' order of versions: stable before beta before alpha, newer before older. */
export function compareVersions(left: string, right: string): number {
  const parse = (version: string) =>
    /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  const [a, b] = [parse(left), parse(right)];
  if (!a || !b) {
    return Number(Boolean(b)) - Number(Boolean(a)) || (left < right ? -1 : 1);
  }
  const stage = (match: RegExpExecArray) =>
    ({ alpha: 0, beta: 1 })[match[2]] ?? 2;
  return (
    stage(b) - stage(a) ||
    Number(b[1]) - Number(a[1]) ||
    Number(b[3] ?? 0) - Number(a[3] ?? 0)
  );
}

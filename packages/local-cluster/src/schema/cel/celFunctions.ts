import { Environment } from '@marcbachmann/cel-js';
import { isIP, isIPv4 } from 'node:net';
import { RE2JS } from 're2js';

type Comparable = bigint | number | string | boolean | Date;

function smaller(left: Comparable, right: Comparable): boolean {
  return left < right;
}

function extreme(
  list: Comparable[],
  isBetter: (candidate: Comparable, best: Comparable) => boolean,
  name: string,
): Comparable {
  if (list.length === 0) {
    throw new Error(`${name} called on empty list`);
  }
  return list.reduce((best, item) => (isBetter(item, best) ? item : best));
}

function addStrings(environment: Environment): void {
  environment
    .registerFunction(
      'string.replace(string, string): string',
      (text: string, from: string, to: string) => text.split(from).join(to),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, from: string, to: string, count: bigint) => {
        const parts = text.split(from);
        const limit = count < 0n ? parts.length : Number(count) + 1;
        const head = parts.slice(0, limit);
        const rest = parts.slice(limit);
        return [head.join(to), ...rest].join(from);
      },
    )
    .registerFunction(
      'string.charAt(int): string',
      (text: string, at: bigint) =>
        [...text].slice(Number(at), Number(at) + 1).join(''),
    )
    // `matches` of rules is rewritten to this one, which takes linear time for every pattern.
    .registerFunction(
      'string.matchesRe2(string): bool',
      (text: string, pattern: string) =>
        RE2JS.compile(pattern).matcher(text).find(),
    )
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => {
        const matcher = RE2JS.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group() : '';
      },
    )
    .registerFunction(
      'string.findAll(string): list<string>',
      (text: string, pattern: string) => {
        const matcher = RE2JS.compile(pattern).matcher(text);
        const found: string[] = [];
        while (matcher.find()) {
          found.push(matcher.group() ?? '');
        }
        return found;
      },
    );
}

function addLists(environment: Environment): void {
  environment
    .registerFunction('list.isSorted(): bool', (list: Comparable[]) =>
      list.every(
        (item, index) => index === 0 || !smaller(item, list[index - 1]),
      ),
    )
    .registerFunction('list.sum(): dyn', (list: bigint[]) =>
      list.reduce(
        (sum, item) => sum + item,
        typeof list[0] === 'number' ? (0 as never) : 0n,
      ),
    )
    .registerFunction('list.min(): dyn', (list: Comparable[]) =>
      extreme(list, smaller, 'min'),
    )
    .registerFunction('list.max(): dyn', (list: Comparable[]) =>
      extreme(list, (candidate, best) => smaller(best, candidate), 'max'),
    )
    .registerFunction(
      'list.indexOf(dyn): int',
      (list: unknown[], item: unknown) => BigInt(list.indexOf(item)),
    )
    .registerFunction(
      'list.lastIndexOf(dyn): int',
      (list: unknown[], item: unknown) => BigInt(list.lastIndexOf(item)),
    );
}

function parsedUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new Error(`URL parse error during conversion from string: ${text}`);
  }
  return new URL(text);
}

function addAddresses(environment: Environment): void {
  environment
    .registerFunction(
      'isURL(string): bool',
      (text: string) => URL.canParse(text) || /^\/[^\s]*$/.test(text),
    )
    .registerType('kubernetes.URL', URL)
    .registerFunction('url(string): kubernetes.URL', parsedUrl)
    .registerFunction('kubernetes.URL.getScheme(): string', (url: URL) =>
      url.protocol.replace(/:$/, ''),
    )
    .registerFunction(
      'kubernetes.URL.getHost(): string',
      (url: URL) => url.host,
    )
    .registerFunction('kubernetes.URL.getHostname(): string', (url: URL) =>
      url.hostname.replace(/^\[|\]$/g, ''),
    )
    .registerFunction(
      'kubernetes.URL.getPort(): string',
      (url: URL) => url.port,
    )
    .registerFunction(
      'kubernetes.URL.getEscapedPath(): string',
      (url: URL) => url.pathname,
    )
    .registerFunction('isIP(string): bool', (text: string) => isIP(text) !== 0)
    .registerFunction('isCIDR(string): bool', (text: string) => {
      const [address, bits] = text.split('/');
      const maximum = isIPv4(address) ? 32 : 128;
      return (
        isIP(address) !== 0 &&
        /^\d{1,3}$/.test(bits ?? '') &&
        Number(bits) <= maximum
      );
    });
}

/**
 * The functions that rules of CustomResourceDefinitions have beyond the standard ones.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries
 */
export function addKubernetesFunctions(environment: Environment): Environment {
  addStrings(environment);
  addLists(environment);
  addAddresses(environment);
  return environment;
}

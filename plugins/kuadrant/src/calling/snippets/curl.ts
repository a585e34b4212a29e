import type { Call, SnippetWords } from './Call';
import { prefixOf, quoted, shell } from './literals';

/**
 * A call with curl.
 *
 * @param key - value to put in; undefined for a variable that the reader sets
 */
export function curl(
  { method, url, headers, body, placement, variable }: Call,
  words: SnippetWords,
  key?: string,
): string {
  const value = `$${variable}`;
  const name = shell(placement.name);
  const isGet = method === 'GET' && body === undefined;
  const credential = {
    header: () => `--header "${name}: ${shell(prefixOf(placement))}${value}"`,
    query: () =>
      isGet
        ? `--get --data-urlencode "${name}=${value}"`
        : `--url-query "${name}=${value}"`,
    cookie: () => `--cookie "${name}=${value}"`,
  }[placement.in]();
  // curl takes braces and brackets in addresses for ranges
  const glob = /[{}[\]]/.test(url) ? ' --globoff' : '';
  const verb = { GET: '', HEAD: ' --head' }[method] ?? ` --request ${method}`;
  return [
    `# ${words.statuses}`,
    key === undefined
      ? `# ${words.variable}`
      : `export ${variable}="${shell(key)}"`,
    [
      `curl --include${verb}${glob} "${shell(url)}"`,
      credential,
      ...headers.map(
        each => `--header ${quoted(`${each.name}: ${each.value}`)}`,
      ),
      ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
    ].join(' \\\n  '),
  ].join('\n');
}

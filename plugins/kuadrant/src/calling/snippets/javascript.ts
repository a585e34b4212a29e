import type { Call, SnippetWords } from './Call';
import { compact, literal, prefixOf } from './literals';

/** A call with JavaScript's built-in fetch. */
export function javascript(
  { method, url, headers, body, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `process.env.${variable}`;
  const name = literal(placement.name);
  const plus = (prefix: string) => (prefix ? `${literal(prefix)} + ` : '');
  const all = [
    ...{
      header: () => [`${name}: ${plus(prefixOf(placement))}${key}`],
      query: () => [],
      cookie: () => [`Cookie: ${plus(`${placement.name}=`)}${key}`],
    }[placement.in](),
    ...headers.map(each => `${literal(each.name)}: ${literal(each.value)}`),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`method: ${literal(method)}`]),
    ...(all.length > 0 ? [`headers: { ${all.join(', ')} }`] : []),
    ...(body === undefined ? [] : [`body: ${literal(compact(body))}`]),
  ];
  const given =
    options.length > 1
      ? `, {\n${options.map(each => `  ${each},\n`).join('')}}`
      : options.map(each => `, { ${each} }`).join('');
  return [
    `// ${words.variable}`,
    `const url = new URL(${literal(url)});`,
    ...(placement.in === 'query'
      ? [`url.searchParams.set(${name}, ${key});`]
      : []),
    `const response = await fetch(url${given});`,
    `// ${words.statuses}`,
    'console.log(response.status, await response.text());',
  ].join('\n');
}

import type { Call, SnippetWords } from './Call';
import { compact, literal, prefixOf } from './literals';

const FUNCTIONS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A call with Python's requests. */
export function python(
  { method, url, headers, body, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `os.environ["${variable}"]`;
  const name = literal(placement.name);
  const prefix = prefixOf(placement);
  const all = [
    ...(placement.in === 'header'
      ? [`${name}: ${prefix ? `${literal(prefix)} + ` : ''}${key}`]
      : []),
    ...headers.map(each => `${literal(each.name)}: ${literal(each.value)}`),
  ];
  const options = [
    ...(all.length > 0 ? [`headers={${all.join(', ')}}`] : []),
    ...(placement.in === 'query' ? [`params={${name}: ${key}}`] : []),
    ...(placement.in === 'cookie' ? [`cookies={${name}: ${key}}`] : []),
    // requests encodes texts as ISO 8859-1
    ...(body === undefined ? [] : [`data=${literal(compact(body))}.encode()`]),
    'timeout=10',
  ];
  const call = FUNCTIONS.includes(method)
    ? `requests.${method.toLowerCase()}(`
    : `requests.request(${literal(method)}, `;
  return [
    'import os',
    'import requests',
    '',
    `# ${words.variable}`,
    options.length > 2
      ? `response = ${call}\n${[literal(url), ...options].map(each => `    ${each},\n`).join('')})`
      : `response = ${call}${[literal(url), ...options].join(', ')})`,
    `# ${words.statuses}`,
    'print(response.status_code, response.text)',
  ].join('\n');
}

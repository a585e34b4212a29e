import type { Call, SnippetWords } from './Call';
import { compact, literal, prefixOf } from './literals';

/** A call with Java's built-in HTTP client. */
export function java(
  { method, url, headers, body, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `System.getenv("${variable}")`;
  const separator = url.includes('?') ? '&' : '?';
  const address =
    placement.in === 'query'
      ? `${literal(`${url}${separator}${encodeURIComponent(placement.name)}=`)} + ${key}`
      : literal(url);
  const prefix = prefixOf(placement);
  const credential = {
    header: () => [
      `.header(${literal(placement.name)}, ${prefix ? `${literal(prefix)} + ` : ''}${key})`,
    ],
    query: () => [],
    cookie: () => [
      `.header("Cookie", ${literal(`${placement.name}=`)} + ${key})`,
    ],
  }[placement.in]();
  const publisher =
    body === undefined
      ? 'HttpRequest.BodyPublishers.noBody()'
      : `HttpRequest.BodyPublishers.ofString(${literal(compact(body))})`;
  const steps = [
    ...credential,
    ...headers.map(
      each => `.header(${literal(each.name)}, ${literal(each.value)})`,
    ),
    ...(method === 'GET' ? [] : [`.method(${literal(method)}, ${publisher})`]),
    '.build();',
  ];
  return [
    'import java.net.URI;',
    'import java.net.http.*;',
    '',
    'class Example {',
    '  public static void main(String[] arguments) throws Exception {',
    `    // ${words.variable}`,
    `    var request = HttpRequest.newBuilder(URI.create(${address}))`,
    ...steps.map(step => `        ${step}`),
    '    var response = HttpClient.newHttpClient()',
    '        .send(request, HttpResponse.BodyHandlers.ofString());',
    `    // ${words.statuses}`,
    '    System.out.println(response.statusCode() + " " + response.body());',
    '  }',
    '}',
  ].join('\n');
}

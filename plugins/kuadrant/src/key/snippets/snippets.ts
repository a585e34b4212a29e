import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What an example calls, and how it proves who calls. */
export interface Call {
  /** Address with scheme, host, port and path. */
  url: string;
  placement: KeyPlacement;
  /** Environment variable that the key is read from. */
  variable: string;
}

/** Words that go into comments of the examples. */
export interface SnippetWords {
  /** What the answers 401, 403 and 429 mean. */
  statuses: string;
  /** That the variable has to be set first. */
  variable: string;
}

/** Escapes text for double quotes of a POSIX shell. */
const shell = (text: string) => text.replace(/[\\"$`]/g, '\\$&');

/** A string literal that JavaScript, Python, Go and Java read alike. */
const literal = (text: string) =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const headerValue = (placement: KeyPlacement, key: string) =>
  placement.in === 'header' && placement.prefix
    ? `${placement.prefix} ${key}`
    : key;

/** A call with curl. */
export function curl(
  { url, placement, variable }: Call,
  words: SnippetWords,
  key?: string,
): string {
  const value = `$${variable}`;
  const name = shell(placement.name);
  const credential = {
    header: () =>
      placement.in === 'header' && placement.prefix
        ? `--header "${name}: ${shell(placement.prefix)} ${value}"`
        : `--header "${name}: ${value}"`,
    query: () => `--get --data-urlencode "${name}=${value}"`,
    cookie: () => `--cookie "${name}=${value}"`,
  }[placement.in]();
  // curl takes braces and brackets in addresses for ranges
  const glob = /[{}[\]]/.test(url) ? ' --globoff' : '';
  return [
    `# ${words.statuses}`,
    key === undefined
      ? `# ${words.variable}`
      : `export ${variable}="${shell(key)}"`,
    `curl --include${glob} "${shell(url)}" \\`,
    `  ${credential}`,
  ].join('\n');
}

/** A call with JavaScript's built-in fetch. */
export function javascript(
  { url, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `process.env.${variable}`;
  const name = literal(placement.name);
  const lines = [`const url = new URL(${literal(url)});`];
  if (placement.in === 'query') {
    lines.push(`url.searchParams.set(${name}, ${key});`);
  }
  const header = {
    header: () =>
      placement.in === 'header' && placement.prefix
        ? `${name}: ${literal(`${placement.prefix} `)} + ${key}`
        : `${name}: ${key}`,
    query: () => undefined,
    cookie: () => `Cookie: ${literal(`${placement.name}=`)} + ${key}`,
  }[placement.in]();
  lines.push(
    header
      ? `const response = await fetch(url, { headers: { ${header} } });`
      : 'const response = await fetch(url);',
    `// ${words.statuses}`,
    'console.log(response.status, await response.text());',
  );
  return [`// ${words.variable}`, ...lines].join('\n');
}

/** A call with Python's requests. */
export function python(
  { url, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `os.environ["${variable}"]`;
  const name = literal(placement.name);
  const argument = {
    header: () =>
      placement.in === 'header' && placement.prefix
        ? `headers={${name}: ${literal(`${placement.prefix} `)} + ${key}}`
        : `headers={${name}: ${key}}`,
    query: () => `params={${name}: ${key}}`,
    cookie: () => `cookies={${name}: ${key}}`,
  }[placement.in]();
  return [
    'import os',
    'import requests',
    '',
    `# ${words.variable}`,
    `response = requests.get(${literal(url)}, ${argument}, timeout=10)`,
    `# ${words.statuses}`,
    'print(response.status_code, response.text)',
  ].join('\n');
}

/** A call with Go's net/http. */
export function go(
  { url, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `os.Getenv("${variable}")`;
  const name = literal(placement.name);
  const credential = {
    header: () => [
      placement.in === 'header' && placement.prefix
        ? `request.Header.Set(${name}, ${literal(`${placement.prefix} `)}+${key})`
        : `request.Header.Set(${name}, ${key})`,
    ],
    query: () => [
      'query := request.URL.Query()',
      `query.Set(${name}, ${key})`,
      'request.URL.RawQuery = query.Encode()',
    ],
    cookie: () => [
      `request.AddCookie(&http.Cookie{Name: ${name}, Value: ${key}})`,
    ],
  }[placement.in]();
  return [
    'package main',
    '',
    'import (',
    '\t"fmt"',
    '\t"io"',
    '\t"log"',
    '\t"net/http"',
    '\t"os"',
    ')',
    '',
    'func main() {',
    `\trequest, err := http.NewRequest(http.MethodGet, ${literal(url)}, nil)`,
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    `\t// ${words.variable}`,
    ...credential.map(line => `\t${line}`),
    '\tresponse, err := http.DefaultClient.Do(request)',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    '\tdefer response.Body.Close()',
    '\tbody, err := io.ReadAll(response.Body)',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    `\t// ${words.statuses}`,
    '\tfmt.Println(response.StatusCode, string(body))',
    '}',
  ].join('\n');
}

/** A call with Java's built-in HTTP client. */
export function java(
  { url, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `System.getenv("${variable}")`;
  const separator = url.includes('?') ? '&' : '?';
  const address =
    placement.in === 'query'
      ? `${literal(`${url}${separator}${encodeURIComponent(placement.name)}=`)} + ${key}`
      : literal(url);
  const header = {
    header: () =>
      `.header(${literal(placement.name)}, ${
        headerValue(placement, '')
          ? `${literal(headerValue(placement, ''))} + `
          : ''
      }${key})`,
    query: () => undefined,
    cookie: () =>
      `.header("Cookie", ${literal(`${placement.name}=`)} + ${key})`,
  }[placement.in]();
  return [
    'import java.net.URI;',
    'import java.net.http.*;',
    '',
    'class Example {',
    '  public static void main(String[] arguments) throws Exception {',
    `    // ${words.variable}`,
    `    var request = HttpRequest.newBuilder(URI.create(${address}))`,
    ...(header ? [`        ${header}`] : []),
    '        .build();',
    '    var response = HttpClient.newHttpClient()',
    '        .send(request, HttpResponse.BodyHandlers.ofString());',
    `    // ${words.statuses}`,
    '    System.out.println(response.statusCode() + " " + response.body());',
    '  }',
    '}',
  ].join('\n');
}

import type { Call, SnippetWords } from './Call';
import { compact, literal, prefixOf } from './literals';

// https://pkg.go.dev/net/http#pkg-constants
const CONSTANTS: Record<string, string> = {
  GET: 'http.MethodGet',
  POST: 'http.MethodPost',
  PUT: 'http.MethodPut',
  PATCH: 'http.MethodPatch',
  DELETE: 'http.MethodDelete',
  HEAD: 'http.MethodHead',
  OPTIONS: 'http.MethodOptions',
};

/** A call with Go's net/http. */
export function go(
  { method, url, headers, body, placement, variable }: Call,
  words: SnippetWords,
): string {
  const key = `os.Getenv("${variable}")`;
  const name = literal(placement.name);
  const prefix = prefixOf(placement);
  const credential = {
    header: () => [
      `request.Header.Set(${name}, ${prefix ? `${literal(prefix)}+` : ''}${key})`,
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
  const reader =
    body === undefined ? 'nil' : `strings.NewReader(${literal(compact(body))})`;
  const imports = ['fmt', 'io', 'log', 'net/http', 'os'];
  return [
    'package main',
    '',
    'import (',
    ...[...imports, ...(body === undefined ? [] : ['strings'])].map(
      each => `\t"${each}"`,
    ),
    ')',
    '',
    'func main() {',
    `\trequest, err := http.NewRequest(${CONSTANTS[method] ?? literal(method)}, ${literal(url)}, ${reader})`,
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    `\t// ${words.variable}`,
    ...credential.map(line => `\t${line}`),
    ...headers.map(
      each =>
        `\trequest.Header.Set(${literal(each.name)}, ${literal(each.value)})`,
    ),
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

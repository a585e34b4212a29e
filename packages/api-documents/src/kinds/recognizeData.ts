import { at } from '../syntax';
import { DocumentError, type DocumentSummary } from '../types';
import { asyncapiSummary } from './asyncapi';
import { membersOf } from './objects';
import { openapiSummary } from './openapi';
import { unknownKind } from './unusable';

interface Language {
  /** The key at the top level that says what a document is. */
  key: 'openapi' | 'swagger' | 'asyncapi';
  name: string;
  supported: RegExp;
  /** What to write. */
  example: string;
  versions: string;
}

// What the viewers take: https://spec.openapis.org/oas/latest.html, https://www.asyncapi.com/docs/reference/specification
const LANGUAGES: Language[] = [
  {
    key: 'openapi',
    name: 'OpenAPI',
    supported: /^3\.[012]\.\d+(-[\w.]+)?$/,
    example: 'openapi: "3.1.0"',
    versions: '3.0.x, 3.1.x and 3.2.x, and 2.0 as "swagger"',
  },
  {
    key: 'swagger',
    name: 'Swagger',
    supported: /^2\.0$/,
    example: 'swagger: "2.0"',
    versions: '2.0, and 3.x as "openapi"',
  },
  {
    key: 'asyncapi',
    name: 'AsyncAPI',
    supported: /^(2\.[0-6]|3\.\d+)\.\d+(-[\w.]+)?$/,
    example: 'asyncapi: "3.0.0"',
    versions: '2.0.0 to 2.6.0 and 3.x',
  },
];

/**
 * Sums up a document in JSON or YAML.
 *
 * @param text - that the value was read from
 * @throws DocumentError
 */
export function recognizeData(value: unknown, text: string): DocumentSummary {
  const document = membersOf(value);
  const language = LANGUAGES.find(({ key }) => Object.hasOwn(document, key));
  if (!language) {
    throw unknownKind(value);
  }
  const version = supportedVersion(document[language.key], language, text);
  return language.key === 'asyncapi'
    ? asyncapiSummary(document, version)
    : openapiSummary(document, version);
}

function supportedVersion(
  version: unknown,
  { key, name, supported, example, versions }: Language,
  text: string,
): string {
  if (typeof version === 'string' && supported.test(version)) {
    return version;
  }
  const line = lineOf(key, text);
  if (typeof version === 'number') {
    throw new DocumentError({
      code: 'unquotedVersion',
      message: `${at(line)}The version of ${name} is a number, and it must be a text. Put it into quotes: ${example}`,
      line,
    });
  }
  const shown =
    typeof version === 'string' && /^[\w.+-]{1,20}$/.test(version)
      ? `version ${version} of ${name}`
      : `this version of ${name}`;
  const isShort = typeof version === 'string' && /^\d+\.\d+$/.test(version);
  throw new DocumentError({
    code: 'unknownVersion',
    message: isShort
      ? `${at(line)}The version of ${name} must have three parts. Write for example ${example}`
      : `${at(line)}The document is written in ${shown}, which is not supported. Supported are ${versions}`,
    line,
  });
}

function lineOf(key: string, text: string): number | undefined {
  const found = new RegExp(`["']?${key}["']?\\s*:`).exec(text);
  return found ? text.slice(0, found.index).split('\n').length : undefined;
}

import {
  cleanText,
  type ExampleCall,
  percentEncode,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  dereference,
  itemsOf,
  type Members,
  membersOf,
} from '../kinds/objects';
import type { FoundOperation } from '../kinds/openapi';
import type { ExampleValues } from './ExampleValues';
import { type ParameterValues, textOfValue } from './parameters';

const MAXIMUM_CHARACTERS = 8_192;
const PLACEHOLDER = 'YOUR-BODY';
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

// From the one that every reader can write by hand.
const PREFERRED = [
  /^application\/json\b/,
  /^application\/[\w.-]+\+json\b/,
  /^application\/x-www-form-urlencoded\b/,
  /^text\/plain\b/,
  /^multipart\/form-data\b/,
];
const MEDIA_TYPE =
  /^[\w.+-]{1,60}\/[\w.+-]{1,80}(\s*;\s*[\w-]{1,40}=[\w.-]{1,40}){0,3}$/;
// What no terminal and no page shows as what it is.
const INVISIBLE =
  /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The body of a call: what the author gives as an example, else what its schema allows. */
export function bodyOf(
  document: Members,
  { operation }: FoundOperation,
  parameters: ParameterValues,
  values: ExampleValues,
): ExampleCall['body'] {
  const requestBody = membersOf(dereference(document, operation.requestBody));
  const content = Object.entries(membersOf(requestBody.content));
  if (content.length > 0) {
    const [type, media] = preferred(content);
    return written(type, membersOf(dereference(document, media)), values);
  }
  const consumes = itemsOf(operation.consumes ?? document.consumes)
    .filter(each => typeof each === 'string')
    .map(each => [each, undefined] as [string, unknown]);
  const fields = parameters.inForm();
  if (fields.length > 0) {
    const isMultipart =
      fields.some(({ type }) => type === 'file') ||
      (consumes.length > 0 && preferred(consumes)[0] === MULTIPART);
    return written(
      isMultipart ? MULTIPART : FORM,
      {
        schema: {
          type: 'object',
          properties: Object.fromEntries(
            fields.map(({ required: _, ...field }) => [`${field.name}`, field]),
          ),
          required: fields
            .filter(({ required }) => required === true)
            .map(({ name }) => name),
        },
      },
      values,
    );
  }
  const body = parameters.body();
  return (
    body &&
    written(
      consumes.length > 0 ? preferred(consumes)[0] : 'application/json',
      body,
      values,
    )
  );
}

function preferred(content: [string, unknown][]): [string, unknown] {
  const found = PREFERRED.map(pattern =>
    content.find(([type]) => pattern.test(type.toLowerCase())),
  ).find(each => each !== undefined);
  return found ?? content[0];
}

function written(
  mediaType: string,
  media: Members,
  values: ExampleValues,
): ExampleCall['body'] {
  const contentType = mediaType.includes('*')
    ? 'application/json'
    : mediaType.trim();
  if (!MEDIA_TYPE.test(contentType)) {
    return undefined;
  }
  const [essence] = contentType.toLowerCase().split(/\s*;/);
  if (essence.startsWith('multipart/')) {
    return { contentType };
  }
  const value = values.given(media) ?? values.of(media.schema, 'body');
  const text = textFor(essence, value);
  if (text !== undefined && text.length <= MAXIMUM_CHARACTERS) {
    return { contentType, text };
  }
  values.placeholders.add(PLACEHOLDER);
  return { contentType, text: PLACEHOLDER };
}

function textFor(type: string, value: unknown): string | undefined {
  if (/[/+]json$/.test(type)) {
    return value === undefined
      ? undefined
      : JSON.stringify(asData(value), null, 2)?.replace(
          INVISIBLE,
          each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
  }
  if (type === FORM) {
    return Object.entries(membersOf(value))
      .map(
        ([name, each]) =>
          `${percentEncode(textOfValue(name) ?? '')}=${percentEncode(textOfValue(each) ?? '')}`,
      )
      .join('&');
  }
  return typeof value === 'string' && !value.startsWith('YOUR-')
    ? cleanText(value)
    : undefined;
}

// Authors give examples of JSON as texts, too.
function asData(value: unknown): unknown {
  if (typeof value === 'string' && /^\s*[{[]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}

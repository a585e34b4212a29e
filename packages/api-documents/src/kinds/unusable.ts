import { DocumentError } from '../types';
import { type Members, membersOf, textOf } from './objects';

/** Refuses at a glance what cannot be an API document. */
export function refuseUnusable(text: string): void {
  if (text.trim() === '') {
    throw new DocumentError({
      code: 'empty',
      message:
        'The document is empty. Check that the URL leads to the file itself',
    });
  }
  const start = text.slice(0, 2_000).trimStart();
  if (
    /^<(!doctype html|html|head|body|!--[^]{0,500}-->\s*<(!doctype )?html)/i.test(
      start,
    )
  ) {
    throw webPage(text);
  }
  if (start.startsWith('<')) {
    throw new DocumentError({
      code: 'unknownKind',
      message:
        'The document is XML. Give the URL of an OpenAPI, AsyncAPI, GraphQL or protobuf document',
    });
  }
  if (text.includes('\0')) {
    throw new DocumentError({
      code: 'notText',
      message:
        'The document is not text: it holds NUL characters. Check that the URL leads to the API document and not to an archive or an image',
    });
  }
}

function webPage(text: string): DocumentError {
  const [, found] =
    /<title[^>]{0,200}>([^<]{1,500})</i.exec(text.slice(0, 50_000)) ?? [];
  const title = textOf(found, 80);
  const isSignIn = /type\s*=\s*["']?password|sign[ -]?in|log[ -]?in/i.test(
    text.slice(0, 200_000),
  );
  const page = `a web page${title ? ` ("${title}")` : ''}`;
  return new DocumentError({
    code: 'webPage',
    message: isSignIn
      ? `The URL leads to ${page} that asks to sign in, not to an API document. Give a URL that needs no signing in`
      : `The URL leads to ${page}, not to an API document. Give the URL of the file itself, for example the one behind "Raw" or "Download"`,
  });
}

/** Names a document that is well-formed and of no kind that is known. */
export function unknownKind(value: unknown): DocumentError {
  const other = otherKind(membersOf(value));
  return new DocumentError({
    code: 'unknownKind',
    message: other
      ? `The document is ${other}. Give the URL of an OpenAPI, AsyncAPI, GraphQL or protobuf document`
      : 'The document is not an API document: "openapi", "swagger" and "asyncapi" are all missing at its top level, and it is neither a GraphQL schema nor a protobuf file',
  });
}

function otherKind(document: Members): string | undefined {
  const { info, apiVersion, kind, $schema, log, error, message, errors } =
    document;
  const schema = textOf(membersOf(info).schema) ?? '';
  if (schema.includes('getpostman.com') || '_postman_id' in membersOf(info)) {
    return 'a Postman collection; export it as OpenAPI';
  }
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    return 'a Kubernetes or Backstage manifest';
  }
  if (typeof $schema === 'string') {
    return 'a JSON Schema';
  }
  if ('__schema' in membersOf(document.data) || '__schema' in document) {
    return 'the result of a GraphQL introspection; give the schema in the schema definition language';
  }
  if (membersOf(log).entries) {
    return 'an HTTP archive (HAR)';
  }
  return error !== undefined || message !== undefined || errors !== undefined
    ? 'an error message of the server, in JSON or YAML'
    : undefined;
}

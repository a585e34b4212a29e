import { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { badRequest, tooLarge, unsupportedMediaType } from '../api/StatusError';
import { JsonValue } from '../api/types';
import { parseProtobuf, protobufMediaType } from './protobuf';

/** As in a kube-apiserver: no request is larger. */
export const bodyLimit = 3 * 1024 * 1024;
const depthLimit = 500;

/** Reads a body, but never more than the limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream stays open when the limit is passed, so that the refusal can still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > bodyLimit) {
      throw tooLarge(bodyLimit);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The media type of a request without its parameters. */
export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

function unrecognized(kind: string, detail: string): Error {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): ${detail}`,
  );
}

/** @param kind - what the body should be; it shows in the message */
export function parseJson(body: Buffer, kind: string): JsonValue {
  try {
    const value = JSON.parse(body.toString('utf8')) as JsonValue;
    checkDepth(value);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw unrecognized(
        kind,
        `couldn't get version/kind; json parse error: ${error.message}`,
      );
    }
    throw error;
  }
}

export function parseYaml(body: Buffer, kind: string): JsonValue {
  let value: JsonValue;
  try {
    value = parse(body.toString('utf8'), { maxAliasCount: 100 }) as JsonValue;
  } catch (error) {
    throw unrecognized(kind, `yaml: ${(error as Error).message}`);
  }
  checkDepth(value);
  return value;
}

/** Deep nesting is refused before anything walks through it. */
function checkDepth(value: JsonValue): void {
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthLimit) {
      throw badRequest(`the body is nested deeper than ${depthLimit} levels`);
    }
    const next: JsonValue[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null) {
        for (const child of Object.values(item)) {
          if (typeof child === 'object' && child !== null) {
            next.push(child);
          }
        }
      }
    }
    level = next;
  }
}

/** The JSON of a body that is written as JSON or YAML. */
export function parseObjectBody(
  type: string,
  body: Buffer,
  kind: string,
): JsonValue {
  switch (type) {
    case '':
    case 'application/json':
      return parseJson(body, kind);
    case 'application/yaml':
      return parseYaml(body, kind);
    case protobufMediaType:
      return parseProtobuf(body);
    default:
      throw unsupportedMediaType([
        'application/json',
        'application/yaml',
        protobufMediaType,
      ]);
  }
}

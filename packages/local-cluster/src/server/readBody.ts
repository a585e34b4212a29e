import { IncomingMessage } from 'node:http';
import { badRequest, tooLarge, unsupportedMediaType } from '../api/StatusError';
import { checkDepth } from '../api/checkDepth';
import { JsonValue } from '../api/types';
import { parseYamlText } from './parseYaml';
import { parseProtobuf, protobufMediaType } from './protobuf';

/** As in a kube-apiserver: no request is larger. */
export const bodyLimit = 3 * 1024 * 1024;

/** Reads a body, but never more than the limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length']) > bodyLimit) {
    throw tooLarge(bodyLimit);
  }
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
    value = parseYamlText(body.toString('utf8'));
  } catch (error) {
    throw unrecognized(kind, `yaml: ${(error as Error).message}`);
  }
  checkDepth(value);
  return value;
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
    case protobufMediaType: {
      const value = parseProtobuf(body);
      checkDepth(value);
      return value;
    }
    default:
      throw unsupportedMediaType([
        'application/json',
        'application/yaml',
        protobufMediaType,
      ]);
  }
}

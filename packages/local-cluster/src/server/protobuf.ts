import { Field, MapField, Type } from 'protobufjs';
import { badRequest } from '../api/StatusError';
import { JsonObject, JsonValue } from '../api/types';
import { messageOf, messages } from './protobufMessages';

/** The media type that Go clients prefer for the kinds that are built in. */
export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

const prefix = Buffer.from('k8s\0');

interface Timestamp {
  seconds?: number;
  nanos?: number;
}

function timeText(
  { seconds, nanos = 0 }: Timestamp,
  isMicro: boolean,
): JsonValue {
  if (seconds === undefined) {
    return null;
  }
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  const micros = String(Math.trunc(nanos / 1000)).padStart(6, '0');
  return isMicro ? `${text}.${micros}Z` : `${text}Z`;
}

function convert(value: unknown, field: Field): JsonValue {
  const type = field.resolvedType;
  if (!(type instanceof Type)) {
    return value as JsonValue;
  }
  if (field instanceof MapField) {
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, item]) => [
        name,
        convertMessage(item as JsonObject, type),
      ]),
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => convertMessage(item, type));
  }
  return convertMessage(value as JsonObject, type);
}

function convertMessage(message: JsonObject, type: Type): JsonValue {
  if (type.name === 'Time' || type.name === 'MicroTime') {
    return timeText(message as Timestamp, type.name === 'MicroTime');
  }
  if (type.name === 'ExtraValue') {
    return message.items ?? [];
  }
  if (type.name === 'FieldsV1') {
    return JSON.parse(
      Buffer.from(String(message.Raw ?? 'e30='), 'base64').toString(),
    );
  }
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [
      name,
      convert(value, type.fields[name]),
    ]),
  );
}

function decodeMessage(type: Type, bytes: Uint8Array): JsonObject {
  const message = type.toObject(type.decode(bytes), {
    longs: Number,
    bytes: String,
  });
  return convertMessage(message as JsonObject, type) as JsonObject;
}

/** The JSON of an object that is written in Kubernetes' protobuf encoding. */
export function parseProtobuf(body: Buffer): JsonValue {
  if (!body.subarray(0, 4).equals(prefix)) {
    throw badRequest(
      'the object provided is unrecognized: the bytes do not begin with the protobuf prefix',
    );
  }
  try {
    const envelope = messages.lookupType('Unknown');
    const unknown = envelope.decode(body.subarray(4)) as unknown as {
      typeMeta?: { apiVersion?: string; kind?: string };
      raw?: Uint8Array;
    };
    const { apiVersion = '', kind = '' } = unknown.typeMeta ?? {};
    const type = messageOf(apiVersion, kind);
    if (!type) {
      throw badRequest(
        `no kind "${kind}" is registered for version "${apiVersion}" in protobuf`,
      );
    }
    return {
      apiVersion,
      kind,
      ...decodeMessage(type, unknown.raw ?? new Uint8Array()),
    };
  } catch (error) {
    if (
      error instanceof RangeError ||
      error instanceof TypeError ||
      error instanceof SyntaxError
    ) {
      throw badRequest(`the protobuf body cannot be read: ${error.message}`);
    }
    throw error;
  }
}

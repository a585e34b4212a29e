import { Field, MapField, parse, Type } from 'protobufjs';
import { badRequest } from '../api/StatusError';
import { JsonObject, JsonValue } from '../api/types';

/** The media type that Go clients prefer for the kinds that are built in. */
export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

// Field numbers as in the generated.proto files of k8s.io/api and k8s.io/apimachinery.
const definitions = parse(
  `
  syntax = "proto2";
  message TypeMeta { optional string apiVersion = 1; optional string kind = 2; }
  message Unknown {
    optional TypeMeta typeMeta = 1; optional bytes raw = 2;
    optional string contentEncoding = 3; optional string contentType = 4;
  }
  message Time { optional int64 seconds = 1; optional int32 nanos = 2; }
  message MicroTime { optional int64 seconds = 1; optional int32 nanos = 2; }
  message FieldsV1 { optional bytes Raw = 1; }
  message ManagedFieldsEntry {
    optional string manager = 1; optional string operation = 2; optional string apiVersion = 3;
    optional Time time = 4; optional string fieldsType = 6; optional FieldsV1 fieldsV1 = 7;
    optional string subresource = 8;
  }
  message OwnerReference {
    optional string kind = 1; optional string name = 3; optional string uid = 4;
    optional string apiVersion = 5; optional bool controller = 6; optional bool blockOwnerDeletion = 7;
  }
  message ObjectMeta {
    optional string name = 1; optional string generateName = 2; optional string namespace = 3;
    optional string selfLink = 4; optional string uid = 5; optional string resourceVersion = 6;
    optional int64 generation = 7; optional Time creationTimestamp = 8; optional Time deletionTimestamp = 9;
    optional int64 deletionGracePeriodSeconds = 10; map<string, string> labels = 11;
    map<string, string> annotations = 12; repeated OwnerReference ownerReferences = 13;
    repeated string finalizers = 14; repeated ManagedFieldsEntry managedFields = 17;
  }
  message Preconditions { optional string uid = 1; optional string resourceVersion = 2; }
  message DeleteOptions {
    optional int64 gracePeriodSeconds = 1; optional Preconditions preconditions = 2;
    optional bool orphanDependents = 3; optional string propagationPolicy = 4; repeated string dryRun = 5;
  }
  message Namespace {
    optional ObjectMeta metadata = 1; optional NamespaceSpec spec = 2; optional NamespaceStatus status = 3;
  }
  message NamespaceSpec { repeated string finalizers = 1; }
  message NamespaceStatus { optional string phase = 1; repeated NamespaceCondition conditions = 2; }
  message NamespaceCondition {
    optional string type = 1; optional string status = 2; optional Time lastTransitionTime = 4;
    optional string reason = 5; optional string message = 6;
  }
  message Secret {
    optional ObjectMeta metadata = 1; map<string, bytes> data = 2; optional string type = 3;
    map<string, string> stringData = 4; optional bool immutable = 5;
  }
  message ConfigMap {
    optional ObjectMeta metadata = 1; map<string, string> data = 2; map<string, bytes> binaryData = 3;
    optional bool immutable = 4;
  }
  message ObjectReference {
    optional string kind = 1; optional string namespace = 2; optional string name = 3; optional string uid = 4;
    optional string apiVersion = 5; optional string resourceVersion = 6; optional string fieldPath = 7;
  }
  message EventSource { optional string component = 1; optional string host = 2; }
  message EventSeries { optional int32 count = 1; optional MicroTime lastObservedTime = 2; }
  message Event {
    optional ObjectMeta metadata = 1; optional ObjectReference involvedObject = 2; optional string reason = 3;
    optional string message = 4; optional EventSource source = 5; optional Time firstTimestamp = 6;
    optional Time lastTimestamp = 7; optional int32 count = 8; optional string type = 9;
    optional MicroTime eventTime = 10; optional EventSeries series = 11; optional string action = 12;
    optional ObjectReference related = 13; optional string reportingComponent = 14;
    optional string reportingInstance = 15;
  }
  message Lease { optional ObjectMeta metadata = 1; optional LeaseSpec spec = 2; }
  message LeaseSpec {
    optional string holderIdentity = 1; optional int32 leaseDurationSeconds = 2;
    optional MicroTime acquireTime = 3; optional MicroTime renewTime = 4; optional int32 leaseTransitions = 5;
    optional string strategy = 6; optional string preferredHolder = 7;
  }
  `,
  { keepCase: true },
).root;

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
  if (!(type instanceof Type) || field instanceof MapField) {
    return value as JsonValue;
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
    const envelope = definitions.lookupType('Unknown');
    const unknown = envelope.decode(body.subarray(4)) as unknown as {
      typeMeta?: { apiVersion?: string; kind?: string };
      raw?: Uint8Array;
    };
    const { apiVersion = '', kind = '' } = unknown.typeMeta ?? {};
    const type = definitions.get(kind);
    if (!(type instanceof Type)) {
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

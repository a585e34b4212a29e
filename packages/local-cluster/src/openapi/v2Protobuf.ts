import { parse } from 'protobufjs';
import { JsonObject, JsonValue } from '../api/types';

// Field numbers as in OpenAPIv2.proto of github.com/google/gnostic-models, for what a document here has.
const messages = parse(
  `
  syntax = "proto3";
  message Any { string yaml = 2; }
  message NamedAny { string name = 1; Any value = 2; }
  message Info { string title = 1; string version = 2; }
  message Document {
    string swagger = 1; Info info = 2; Paths paths = 8; Definitions definitions = 9;
  }
  message Paths { repeated NamedPathItem path = 2; }
  message NamedPathItem { string name = 1; PathItem value = 2; }
  message PathItem {
    Operation get = 2; Operation put = 3; Operation post = 4; Operation delete = 5; Operation patch = 8;
    repeated ParametersItem parameters = 9;
  }
  message Operation {
    string operation_id = 5; repeated string produces = 6; repeated string consumes = 7;
    repeated ParametersItem parameters = 8; Responses responses = 9; repeated NamedAny vendor_extension = 13;
  }
  message ParametersItem { Parameter parameter = 1; }
  message Parameter { BodyParameter body_parameter = 1; NonBodyParameter non_body_parameter = 2; }
  message BodyParameter { string name = 2; string in = 3; bool required = 4; Schema schema = 5; }
  message NonBodyParameter {
    QueryParameter query_parameter_sub_schema = 3; PathParameter path_parameter_sub_schema = 4;
  }
  message QueryParameter { bool required = 1; string in = 2; string name = 4; string type = 6; bool unique_items = 20; }
  message PathParameter { bool required = 1; string in = 2; string name = 4; string type = 5; bool unique_items = 18; }
  message Responses { repeated NamedResponseValue response_code = 1; }
  message NamedResponseValue { string name = 1; ResponseValue value = 2; }
  message ResponseValue { Response response = 1; }
  message Response { string description = 1; SchemaItem schema = 2; }
  message SchemaItem { Schema schema = 1; }
  message Definitions { repeated NamedSchema additional_properties = 1; }
  message Properties { repeated NamedSchema additional_properties = 1; }
  message NamedSchema { string name = 1; Schema value = 2; }
  message ItemsItem { repeated Schema schema = 1; }
  message TypeItem { repeated string value = 1; }
  message AdditionalPropertiesItem { oneof item { Schema schema = 1; bool boolean = 2; } }
  message Schema {
    string _ref = 1; string format = 2; string title = 3; string description = 4; Any default = 5;
    double multiple_of = 6; double maximum = 7; bool exclusive_maximum = 8; double minimum = 9;
    bool exclusive_minimum = 10; int64 max_length = 11; int64 min_length = 12; string pattern = 13;
    int64 max_items = 14; int64 min_items = 15; bool unique_items = 16; int64 max_properties = 17;
    int64 min_properties = 18; repeated string required = 19; repeated Any enum = 20;
    AdditionalPropertiesItem additional_properties = 21; TypeItem type = 22; ItemsItem items = 23;
    Properties properties = 25; repeated NamedAny vendor_extension = 31;
  }
  `,
  { keepCase: true },
).root;

type Message = { [field: string]: unknown };

/** A value as a text of YAML, which JSON is. */
const any = (value: JsonValue): Message => ({ yaml: JSON.stringify(value) });

function named(
  values: JsonValue | undefined,
  convert: (value: JsonObject) => Message,
): Message[] {
  return Object.entries((values ?? {}) as JsonObject).map(([name, value]) => ({
    name,
    value: convert(value as JsonObject),
  }));
}

function extensions(value: JsonObject): Message[] {
  return Object.entries(value)
    .filter(([name]) => name.startsWith('x-'))
    .map(([name, item]) => ({ name, value: any(item) }));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function schemaMessage(schema: JsonObject): Message {
  const message: Message = { vendor_extension: extensions(schema) };
  for (const [name, value] of Object.entries(schema)) {
    switch (name) {
      case '$ref':
        message._ref = value;
        break;
      case 'default':
        message.default = any(value);
        break;
      case 'enum':
        message.enum = (value as JsonValue[]).map(any);
        break;
      case 'type':
        message.type = { value: [value] };
        break;
      case 'items':
        message.items = { schema: [schemaMessage(value as JsonObject)] };
        break;
      case 'properties':
        message.properties = {
          additional_properties: named(value, schemaMessage),
        };
        break;
      case 'additionalProperties':
        message.additional_properties =
          typeof value === 'boolean'
            ? { boolean: value }
            : { schema: schemaMessage(value as JsonObject) };
        break;
      default:
        message[snakeCase(name)] = value;
    }
  }
  return message;
}

function parameterMessage(parameter: JsonObject): Message {
  const { in: place, schema, uniqueItems, ...rest } = parameter;
  if (place === 'body') {
    const body = { ...rest, in: place };
    return {
      parameter: {
        body_parameter: {
          ...body,
          schema: schemaMessage(schema as JsonObject),
        },
      },
    };
  }
  const plain = { ...rest, in: place, unique_items: uniqueItems };
  return {
    parameter: {
      non_body_parameter: { [`${place}_parameter_sub_schema`]: plain },
    },
  };
}

function parameterMessages(value: JsonValue | undefined): Message[] {
  return ((value ?? []) as JsonObject[]).map(parameterMessage);
}

function operationMessage(operation: JsonObject): Message {
  return {
    operation_id: operation.operationId,
    produces: operation.produces,
    consumes: operation.consumes,
    parameters: parameterMessages(operation.parameters),
    responses: {
      response_code: named(operation.responses, response => ({
        response: {
          description: response.description,
          schema: { schema: schemaMessage(response.schema as JsonObject) },
        },
      })),
    },
    vendor_extension: extensions(operation),
  };
}

function pathMessage(path: JsonObject): Message {
  return Object.fromEntries(
    Object.entries(path).map(([name, value]) => [
      name,
      name === 'parameters'
        ? parameterMessages(value)
        : operationMessage(value as JsonObject),
    ]),
  );
}

/** An OpenAPI v2 document in the protobuf encoding that `kubectl` and Helm read. */
export function encodeV2(document: JsonObject): Buffer {
  const type = messages.lookupType('Document');
  const message = type.fromObject({
    swagger: document.swagger,
    info: document.info,
    paths: { path: named(document.paths, pathMessage) },
    definitions: {
      additional_properties: named(document.definitions, schemaMessage),
    },
  });
  return Buffer.from(type.encode(message).finish());
}

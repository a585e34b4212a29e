import { GraphQLError, Kind, parse, type DocumentNode } from 'graphql';
import { at } from '../syntax';
import { DocumentError, type DocumentSummary } from '../types';
import { OperationList } from './OperationList';

// Definitions of a schema at the beginning of a line, with or without a description above.
const DEFINITION =
  /^[ \t]*(extend\s{1,20})?(schema\b[^{}:]{0,200}\{|(type|interface|input|enum)\s{1,20}\w{1,200}(?![\w:])[^{}]{0,500}\{|(union|scalar)\s{1,20}\w|directive\s{1,20}@\w)/m;
const ROOTS = ['query', 'mutation', 'subscription'] as const;

/** Whether a text looks like a schema in GraphQL's schema definition language. */
export function looksLikeGraphql(text: string): boolean {
  return DEFINITION.test(text);
}

/**
 * Reads a GraphQL schema.
 *
 * @throws DocumentError
 */
export function graphqlSummary(text: string): DocumentSummary {
  const document = parsed(text);
  const roots = rootTypes(document);
  const list = new OperationList();
  for (const definition of document.definitions) {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION
    ) {
      const root = roots.get(definition.name.value);
      if (root) {
        definition.fields?.forEach(field =>
          list.add(`${root} ${field.name.value}`, field.description?.value),
        );
      }
    }
  }
  return {
    kind: 'graphql',
    format: 'GraphQL',
    servers: [],
    operations: list.operations,
    operationCount: list.count,
    warnings: [],
  };
}

function parsed(text: string): DocumentNode {
  try {
    const document = parse(text, { noLocation: true });
    if (
      !document.definitions.some(({ kind }) =>
        /Type|Schema|Directive/.test(kind),
      )
    ) {
      throw new DocumentError({
        code: 'unknownKind',
        message:
          'The document holds GraphQL queries, and no schema. Give the URL of the schema in the schema definition language',
      });
    }
    return document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) {
      throw error;
    }
    const line = error.locations?.[0].line;
    throw new DocumentError({
      code: 'syntax',
      message: `${at(line)}The GraphQL schema cannot be read: the definition is not valid here, or a brace is missing above`,
      line,
    });
  }
}

// By name of the type, which a definition of the schema may change.
function rootTypes({ definitions }: DocumentNode): Map<string, string> {
  const named = definitions.flatMap(definition =>
    definition.kind === Kind.SCHEMA_DEFINITION ||
    definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.operationTypes ?? [])
      : [],
  );
  return new Map<string, string>(
    named.length > 0
      ? named.map(({ operation, type }) => [type.name.value, operation])
      : ROOTS.map(root => [`${root[0].toUpperCase()}${root.slice(1)}`, root]),
  );
}

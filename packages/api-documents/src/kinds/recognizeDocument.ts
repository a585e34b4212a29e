import { readJson, readYaml, type ReadData } from '../syntax';
import { DocumentError, type DocumentSummary } from '../types';
import { graphqlSummary, looksLikeGraphql } from './graphql';
import { looksLikeProtobuf, protobufSummary } from './protobuf';
import { recognizeData } from './recognizeData';
import { refuseUnusable } from './unusable';

// A key that says what the document is, at whatever indentation its top level has.
const DATA_KEY = /^[ \t]*["']?(openapi|swagger|asyncapi)["']?[ \t]*:/m;

/** A document with the data in it. */
export interface RecognizedDocument {
  summary: DocumentSummary;
  /** Of JSON and YAML. */
  value?: unknown;
}

/**
 * Recognizes a document by its text and sums it up: OpenAPI 2.0, 3.0, 3.1 and 3.2, AsyncAPI 2 and 3 (JSON or YAML),
 * GraphQL schemas, protobuf files.
 *
 * @remarks
 * Takes time linear in the size of the text. It is of others and may be made to take long all the same: a program that
 * must not stand still uses {@link DocumentReader}.
 *
 * @throws DocumentError
 * @public
 */
export function recognizeDocument(text: string): RecognizedDocument {
  refuseUnusable(text);
  const isBraced = /^\s*[{[]/.test(text);
  if (!isBraced && !DATA_KEY.test(text)) {
    if (looksLikeProtobuf(text)) {
      return { summary: protobufSummary(text) };
    }
    if (looksLikeGraphql(text)) {
      return { summary: graphqlSummary(text) };
    }
  }
  const { value, warnings } = isBraced ? readBraced(text) : readYaml(text);
  const summary = recognizeData(value, text);
  return { summary: withWarnings(summary, warnings), value };
}

// JSON, or YAML in flow style. Of two errors the author wants that of the language meant.
function readBraced(text: string): ReadData {
  try {
    return readJson(text);
  } catch (error) {
    const isJson =
      /^\s*([{[]\s*)+("|[}\]]|$)/.test(text) ||
      !(error instanceof DocumentError) ||
      error.problem.code !== 'syntax';
    if (isJson) {
      throw error;
    }
    return readYaml(text);
  }
}

function withWarnings(
  summary: DocumentSummary,
  warnings: ReadData['warnings'],
): DocumentSummary {
  const none =
    summary.operationCount === 0
      ? [
          {
            code: 'noOperations' as const,
            message: 'The document describes no operation',
          },
        ]
      : [];
  return { ...summary, warnings: [...warnings, ...none] };
}

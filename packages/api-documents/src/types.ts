/** A kind of API document; the names are those of the catalog's API types. @public */
export type DocumentKind = 'openapi' | 'asyncapi' | 'graphql' | 'grpc';

/**
 * Why a document cannot be used. Stable: messages may change, these do not.
 *
 * @public
 */
export type DocumentProblemCode =
  | 'brokenCompression'
  | 'brokenEncoding'
  | 'empty'
  | 'expandsTooFar'
  | 'notText'
  | 'outOfMemory'
  | 'refersToItself'
  | 'severalDocuments'
  | 'syntax'
  | 'tooDeep'
  | 'tooLarge'
  | 'tooSlow'
  | 'unknownCompression'
  | 'unknownKind'
  | 'unknownVersion'
  | 'unquotedVersion'
  | 'webPage';

/** Why a document cannot be used, for its author to read. @public */
export interface DocumentProblem {
  code: DocumentProblemCode;
  /** One or two sentences: what is wrong, where, and what to do about it. */
  message: string;
  /** Counted from 1. */
  line?: number;
}

/** What its author should know of a document that can be used. @public */
export interface DocumentWarning {
  code: 'duplicateKey' | 'missingFile' | 'noOperations';
  message: string;
  /** Counted from 1. */
  line?: number;
}

/** An operation of an API. @public */
export interface OperationSummary {
  /**
   * Names it within its document: `GET /toys/{id}` (OpenAPI), `query toys` (GraphQL), `shop.Toys/List` (protobuf),
   * `receive toySold` (AsyncAPI).
   */
  name: string;
  summary?: string;
}

/** What a document says in short. The texts are clean and bounded. @public */
export interface DocumentSummary {
  kind: DocumentKind;
  /** Kind and version of the language, for example `OpenAPI 3.1.0`. */
  format: string;
  title?: string;
  /** Of the API. */
  version?: string;
  /** URLs, absolute or relative, with the defaults of their variables. */
  servers: string[];
  operationCount: number;
  /** The first 2000 of them. */
  operations: OperationSummary[];
  warnings: DocumentWarning[];
}

/** A document that can be used. @public */
export interface ReadDocument {
  /** Decoded, without a byte order mark. */
  text: string;
  summary: DocumentSummary;
}

/** A file that a document refers to. @public */
export interface FileReference {
  /** As written, without what follows `#`. */
  name: string;
  /** Undefined for what is no URL. */
  url?: string;
}

/** A file that a document refers to: its text, or why it is missing. @public */
export type DocumentFile = {
  /** As it is referred to. */
  url: string;
} & (
  | {
      text: string;
      /** Where it came from, where that is elsewhere: its own references are relative to that. */
      base?: string;
    }
  | { missing: string }
);

/** A document cannot be used. @public */
export class DocumentError extends Error {
  readonly name = 'DocumentError';
  readonly problem: DocumentProblem;

  constructor(problem: DocumentProblem, cause?: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}

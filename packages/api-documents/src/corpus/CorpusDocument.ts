import type {
  DocumentKind,
  DocumentProblemCode,
  DocumentSummary,
} from '../types';

/** A document with one property, and what must come of it. */
export interface CorpusDocument {
  /** The property. */
  name: string;
  content: string | Uint8Array;
  contentType?: string;
  contentEncoding?: string;
  expected:
    | ({ kind: DocumentKind } & Partial<
        Omit<DocumentSummary, 'warnings' | 'operations'>
      > & {
          operations?: string[];
          warnings?: [string, number?][];
          /** Calls shown to readers, as `POST /v2/toys?a=1 {"name":"YOUR-NAME"}`; bodies on one line. */
          examples?: string[];
        })
    | { problem: DocumentProblemCode; line?: number; message: RegExp };
}

/** OpenAPI with one operation. */
export const MINIMAL = `openapi: 3.1.0
info:
  title: Toys
  version: 1.0.0
paths:
  /toys:
    get:
      summary: List toys
      responses: {}
`;

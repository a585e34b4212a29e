import type { ApiOperations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { type ContentHeaders, decodeDocument } from '../decode';
import { exampleCalls } from '../calls';
import { recognizeDocument } from '../kinds';
import type { DocumentProblem, ReadDocument } from '../types';

/** What a thread can be given to do. */
export interface Tasks {
  read: {
    input: {
      bytes: Uint8Array;
      headers: ContentHeaders;
      maximumBytes: number;
    };
    output: ReadDocument;
  };
  calls: {
    input: { text: string; documentUrl?: string };
    output: ApiOperations;
  };
}

/** A task on its way to a thread. */
export interface Job<Name extends keyof Tasks = keyof Tasks> {
  name: Name;
  input: Tasks[Name]['input'];
}

/** What comes back from a thread. */
export type Answer =
  | { output: Tasks[keyof Tasks]['output'] }
  | { problem: DocumentProblem }
  | { error: string };

/** Does a task, in whatever thread. */
export const perform: {
  [Name in keyof Tasks]: (input: Tasks[Name]['input']) => Tasks[Name]['output'];
} = {
  read({ bytes, headers, maximumBytes }) {
    const text = decodeDocument(bytes, headers, maximumBytes);
    return { text, summary: recognizeDocument(text).summary };
  },
  calls({ text, documentUrl }) {
    return exampleCalls(text, documentUrl);
  },
};

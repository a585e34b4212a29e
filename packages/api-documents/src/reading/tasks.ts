import type { ApiOperations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { type ContentHeaders, decodeDocument } from '../decode';
import { exampleCalls } from '../calls';
import { bundleFiles, filesIn, readData } from '../files';
import { recognizeDocument } from '../kinds';
import type {
  DocumentFile,
  DocumentProblem,
  FileReference,
  ReadDocument,
} from '../types';

/** What a thread can be given to do. */
export interface Tasks {
  read: {
    input: {
      bytes: Uint8Array;
      headers: ContentHeaders;
      maximumBytes: number;
      url?: string;
    };
    output: ReadDocument & { files: FileReference[] };
  };
  readFile: {
    input: Tasks['read']['input'] & { url: string };
    output: { text: string; files: FileReference[] };
  };
  bundle: {
    input: {
      text: string;
      url: string;
      files: DocumentFile[];
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
  read({ bytes, headers, maximumBytes, url }) {
    const text = decodeDocument(bytes, headers, maximumBytes);
    const { summary, value } = recognizeDocument(text);
    const files = url === undefined ? [] : filesIn(value, url);
    return { text, summary, files };
  },
  readFile({ bytes, headers, maximumBytes, url }) {
    const text = decodeDocument(bytes, headers, maximumBytes);
    return { text, files: filesIn(readData(text), url) };
  },
  bundle({ text, url, files, maximumBytes }) {
    return bundleFiles(text, url, files, maximumBytes);
  },
  calls({ text, documentUrl }) {
    return exampleCalls(text, documentUrl);
  },
};

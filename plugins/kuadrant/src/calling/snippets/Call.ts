import type { KeyPlacement } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What an example calls, and how it proves who calls. */
export interface Call {
  method: string;
  /** Address with scheme, host, port, path and query, percent-encoded. */
  url: string;
  /** Headers besides the key's, that of the content type included. */
  headers: { name: string; value: string }[];
  body?: string;
  placement: KeyPlacement;
  /** Environment variable that the key is read from. */
  variable: string;
}

/** Words that go into comments of the examples. */
export interface SnippetWords {
  /** What the answers 401, 403 and 429 mean. */
  statuses: string;
  /** That the variable has to be set first. */
  variable: string;
}

import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';

/** What identifies a request on the screen. */
export function requestKey({ metadata }: RequestView): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Id of the button that opens a request's review, where the focus goes back to. */
export function reviewButtonId(key: string): string {
  return `review ${key}`.replace(/[^a-z0-9]/g, '-');
}

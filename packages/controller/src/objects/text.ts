import { cleanText } from '@kuadrant/backstage-plugin-kuadrant-common';

const LONGEST_TEXT = 1_024;

/** A text that others wrote, fit to be shown in conditions, events and logs. */
export function shownText(text: string): string {
  return cleanText(text, LONGEST_TEXT);
}

/** The same in one line, for what gateways read. */
export function shownLine(text: string): string {
  return shownText(text).replace(/\s/g, ' ');
}

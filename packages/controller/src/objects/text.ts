const LONGEST_TEXT = 1_024;

// C0 controls but tab and newline, DEL, C1 controls, and the characters that turn the direction of text.
const UNWANTED =
  // eslint-disable-next-line no-control-regex -- these are what is removed
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that others wrote, fit to be shown in conditions, events and logs: bounded, without control characters. */
export function cleanText(text: string): string {
  const clean = text.slice(0, 2 * LONGEST_TEXT).replace(UNWANTED, '');
  return clean.length > LONGEST_TEXT
    ? `${clean.slice(0, LONGEST_TEXT - 1)}…`
    : clean;
}

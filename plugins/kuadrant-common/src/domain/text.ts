// C0 controls but tab and newline, DEL and C1 controls (terminals obey them), bidirectional controls (they make text
// read otherwise than it is stored), and halves of surrogate pairs (no encoder takes them).
const CONTROLS = '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\p{Surrogate}';
const BIDI = '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';
const FORBIDDEN = new RegExp(`[${CONTROLS}${BIDI}]`, 'u');
const ALL_CONTROLS = new RegExp(`[${CONTROLS}]`, 'gu');
const ALL_BIDI = new RegExp(`[${BIDI}]`, 'gu');
const LINE_ENDS = /\r\n?/g;
const REPLACEMENT = '\uFFFD';
const ELLIPSIS = '…';

/**
 * Whether a text holds none of the characters that no text of a person may hold: controls other than tab and newline,
 * bidirectional controls, and halves of surrogate pairs.
 *
 * @public
 */
export function isAllowedText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/**
 * Whether a text is longer than a number of characters (Unicode code points, as Kubernetes counts them).
 *
 * @public
 */
export function isLongerThan(text: string, characters: number): boolean {
  return text.length > characters && [...text].length > characters;
}

/**
 * Makes a text of others fit to be shown, stored, sent or logged: forbidden characters are taken out ({@link
 * isAllowedText}), and what is too long is cut and ends on an ellipsis. Texts that come in by REST are refused instead.
 *
 * @param characters - most Unicode code points of the result
 * @public
 */
export function cleanText(text: string, characters = Infinity): string {
  const clean = isAllowedText(text)
    ? text
    : text
        .replace(LINE_ENDS, '\n')
        .replace(ALL_BIDI, '')
        .replace(ALL_CONTROLS, REPLACEMENT);
  return isLongerThan(clean, characters)
    ? `${[...clean].slice(0, characters - 1).join('')}${ELLIPSIS}`
    : clean;
}

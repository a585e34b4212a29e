/** The line that tells where a generated page comes from. */
export const note = source =>
  `<!-- Made from ${source} by scripts/generate-reference.mjs. Do not edit. -->`;

/** A text as the cell of a table. */
export function cell(text) {
  return String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\|/g, '\\|')
    .replace(/</g, '&lt;');
}

/** A table; nothing where it has no rows. */
export function table(head, rows) {
  if (rows.length === 0) {
    return '';
  }
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

/**
 * The parts of the first code block below a heading, by the comment that each begins with.
 *
 * @param {string} text - Markdown
 * @param {string} heading
 * @returns {{place: string, code: string}[]}
 */
export function partsBelow(text, heading) {
  const section = text.split(`\n${heading}\n`)[1];
  const block = /```tsx?\n([^]*?)```/.exec(section ?? '');
  if (!block) {
    throw new Error(`There is no code below the heading ${heading}`);
  }
  return block[1].split(/^\/\/ /m).flatMap((part, index) => {
    const [place, ...lines] = (index === 0 ? `\n${part}` : part).split('\n');
    const code = lines.join('\n').trim();
    return code ? { place, code } : [];
  });
}

/** Puts code before the first place where a text has the mark, or after it. */
export function withCode(text, where, mark, code) {
  const at = text.indexOf(mark);
  if (at < 0) {
    throw new Error(`The template of Backstage has no ${mark} any more`);
  }
  const to = where === 'before' ? at : at + mark.length;
  return `${text.slice(0, to)}\n${code}\n${text.slice(to)}`;
}

/** An import of those of its names that a text uses. */
export function importFor(text, statement) {
  const [, names, from] = /^import \{([^}]*)\} from ('.*');$/.exec(
    statement.trim(),
  );
  const used = names
    .split(',')
    .map(name => name.trim())
    .filter(name => name && new RegExp(`\\b${name}\\b`).test(text));
  return `import { ${used.join(', ')} } from ${from};\n${text}`;
}

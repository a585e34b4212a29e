import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deploy } from './paths';

const docs = path.join(deploy, '../docs');

/** The commands of each block of a section, without the prompts. */
export function commandsOf(page: string, heading: string): string[] {
  const text = readFileSync(path.join(docs, page), 'utf8');
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];
  if (!section) {
    throw new Error(`${page} has no section ${heading}`);
  }
  return [...section.matchAll(/^( *)```console\n([^]*?)```/gm)].map(
    ([, indent, block]) =>
      block
        .split('\n')
        .map(line => line.slice(indent.length))
        .join('\n')
        .replace(/^\$ /gm, ''),
  );
}

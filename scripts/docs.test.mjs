import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { brokenLinks } from './lib/links.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const repository = 'https://github.com/Kuadrant/kuadrant-developer-portal';
const pages = globSync(
  ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'plugins/*/*.md'],
  { cwd: root },
).map(name => path.join(root, name));

test('links lead somewhere', () => {
  assert.ok(pages.length > 20);
  assert.deepEqual(
    pages.flatMap(file => brokenLinks(file, { root, repository })),
    [],
  );
});

test('a link that leads nowhere is found', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'links-'));
  const file = path.join(folder, 'page.md');
  writeFileSync(
    file,
    [
      '# A page',
      '[right](#a-page) [wrong](#no-heading) [gone](gone.md) `[code](no.md)`',
      `[ours](${repository}/blob/main/no/such/file)`,
    ].join('\n'),
  );
  const broken = brokenLinks(file, { root: folder, repository });
  rmSync(folder, { recursive: true });
  assert.deepEqual(broken, [
    'page.md: #no-heading names no heading',
    'page.md: gone.md does not exist',
    `page.md: ${repository}/blob/main/no/such/file does not exist`,
  ]);
});

test('the site has all pages', () => {
  const inside = value =>
    typeof value === 'string' ? [value] : Object.values(value).flatMap(inside);
  const { nav } = parse(readFileSync(path.join(root, 'mkdocs.yml'), 'utf8'));
  const expected = globSync('**/*.md', { cwd: path.join(root, 'docs') })
    .map(name => name.split(path.sep).join('/'))
    .filter(name => !/^decisions\/\d/.test(name));
  assert.deepEqual(inside(nav).sort(), expected.sort());
  const records = readFileSync(
    path.join(root, 'docs/decisions/README.md'),
    'utf8',
  );
  for (const name of readdirSync(path.join(root, 'docs/decisions'))) {
    assert.ok(name === 'README.md' || records.includes(`(${name})`), name);
  }
});

for (const script of ['generate-deploy', 'generate-reference']) {
  test(`what ${script} writes is current`, () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(root, 'scripts', `${script}.mjs`), '--check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
  });
}

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
import { sourceMark } from './lib/diagrams.mjs';
import { namedExports } from './lib/developerHub.mjs';
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

test('the diagrams are drawn from what stands beside them', () => {
  const folder = path.join(root, 'docs/diagrams');
  const texts = readdirSync(folder).filter(name => name.endsWith('.mmd'));
  assert.ok(texts.length > 0);
  for (const name of texts) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const image = readFileSync(
      path.join(folder, name.replace(/mmd$/, 'svg')),
      'utf8',
    );
    assert.ok(
      image.startsWith(sourceMark(text)),
      `${name} has changed: run "yarn generate:diagrams"`,
    );
  }
});

test('metrics and alerts are told as they are', () => {
  const page = readFileSync(path.join(root, 'docs/operations.md'), 'utf8');
  const told = section =>
    new RegExp(`## ${section}\\n([^]*?)\\n## `)
      .exec(page)[1]
      .matchAll(/^\| (`.*?) +\|/gm)
      .flatMap(([, cell]) => cell.matchAll(/`(\w+)[^`]*`/g))
      .map(([, name]) => name)
      .toArray()
      .sort();
  const code = globSync('packages/controller/src/**/*.ts', { cwd: root })
    .map(name => readFileSync(path.join(root, name), 'utf8'))
    .join();
  const metrics = [...code.matchAll(/\{PREFIX\}_(\w+)/g)];
  assert.deepEqual(told('Metrics'), metrics.map(([, name]) => name).sort());
  const { spec } = parse(
    readFileSync(
      path.join(root, 'deploy/kustomize/components/monitoring/alerts.yaml'),
      'utf8',
    ),
  );
  const alerts = spec.groups.flatMap(({ rules }) => rules);
  assert.deepEqual(told('Alerts'), alerts.map(({ alert }) => alert).sort());
});

test('Developer Hub is told names that are exported', () => {
  const read = name => readFileSync(path.join(root, name), 'utf8');
  const named = namedExports(
    read('deploy/rhdh/dynamic-plugins-1.yaml'),
    'kuadrant.backstage-plugin-kuadrant',
  );
  assert.ok(named.includes('KuadrantPage'));
  const report = read('plugins/kuadrant/report.api.md');
  const exported = [...report.matchAll(/^export const (\w+)/gm)];
  const names = new Set(exported.map(([, name]) => name));
  assert.deepEqual(
    named.filter(name => !names.has(name)),
    [],
  );
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

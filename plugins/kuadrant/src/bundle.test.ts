/**
 * @jest-environment node
 */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildResult } from 'esbuild';

/** What an app loads of the plugin before any of its pages is opened, in bytes as sent. */
const ENTRY_LIMIT = 15_000;

const root = path.resolve(__dirname, '../../..');

/** A production build of the plugin with the packages of this repository; all others are the app's own. */
const bundle = () =>
  build({
    absWorkingDir: root,
    entryPoints: ['plugins/kuadrant/src/index.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    minify: true,
    write: false,
    metafile: true,
    outdir: 'out',
    plugins: [
      {
        name: 'packages of others stay outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ kind, path: name }) =>
            kind === 'entry-point' || name.startsWith('@kuadrant/')
              ? undefined
              : { path: name, external: true },
          );
        },
      },
    ],
  });

type Bundle = BuildResult<{ metafile: true; write: false }>;

/** The entry and all chunks that it needs at once. */
function entryChunks({ metafile: { outputs } }: Bundle): string[] {
  const entry = Object.keys(outputs).find(
    name => outputs[name].entryPoint === 'plugins/kuadrant/src/index.ts',
  );
  const found = new Set([entry!]);
  for (const name of found) {
    outputs[name].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .forEach(({ path: chunk }) => found.add(chunk));
  }
  return [...found];
}

describe('the bundle of the plugin', () => {
  let result: Bundle;
  beforeAll(async () => {
    result = (await bundle()) as Bundle;
  }, 120_000);

  it('has an entry that stays small', () => {
    const size = entryChunks(result)
      .map(name =>
        result.outputFiles.find(
          ({ path: file }) => file === path.join(root, name),
        )!,
      )
      .reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThan(ENTRY_LIMIT);
  });

  it('loads pages and languages only when they are needed', () => {
    const atOnce = entryChunks(result).flatMap(name =>
      Object.keys(result.metafile.outputs[name].inputs),
    );
    const eager = atOnce.filter(file =>
      /src\/(products?|keys?|approvals|request|productForm|components|translation\/(de|es|ja))\//.test(
        file,
      ),
    );
    expect(eager).toEqual([]);
  });

  it('has no schemas of the REST contract in any chunk: the server checks', () => {
    const withSchemas = Object.entries(result.metafile.outputs).filter(
      ([, { imports }]) => imports.some(({ path: name }) => name === 'zod'),
    );
    expect(withSchemas).toEqual([]);
  });
});

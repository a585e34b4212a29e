import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';

const root = path.resolve(__dirname, '../../../..');

/**
 * A production build, kept in memory, of a module with the packages of this repository; all others are the app's own.
 *
 * @param entry - the module's file
 * @param options - what else esbuild has to know
 */
export function buildOwn(entry: string, options: BuildOptions = {}) {
  return build({
    ...options,
    absWorkingDir: root,
    entryPoints: { entry },
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
}

type OwnBundle = Awaited<ReturnType<typeof buildOwn>>;

/** The chunks, by their names in the metafile, that are loaded with the module at once. */
export function chunksAtOnce({ metafile: { outputs } }: OwnBundle): string[] {
  const found = new Set(['out/entry.js']);
  for (const name of found) {
    outputs[name].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .forEach(({ path: chunk }) => found.add(chunk));
  }
  return [...found];
}

/** Bytes of chunks as sent; of all chunks unless some are named. */
export function sentBytes(
  { outputFiles, metafile }: OwnBundle,
  chunks = Object.keys(metafile.outputs),
): number {
  const files = new Set(chunks.map(name => path.join(root, name)));
  return outputFiles
    .filter(({ path: file }) => files.has(file))
    .reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
}

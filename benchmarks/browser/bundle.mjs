import { builtinModules, createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackFromRegistry } from '../../scripts/lib/unpackFromRegistry.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
const require = createRequire(
  join(repository, 'plugins/kuadrant/package.json'),
);

const PEER = '@kuadrant/kuadrant-backstage-plugin-frontend';
const VERSION = '0.4.0';

/** Unpacks the peer; what it imports are the packages of this repository, for both. Returns its folder. */
export const unpackPeer = folder => unpackFromRegistry(PEER, VERSION, folder);

const kib = bytes => Math.round((bytes / 1024) * 10) / 10;

const shared = peerFolder => ({
  absWorkingDir: repository,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  minify: true,
  metafile: true,
  jsx: 'automatic',
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env': '{}',
    global: 'globalThis',
  },
  loader: {
    '.svg': 'dataurl',
    '.png': 'dataurl',
    '.woff2': 'dataurl',
    '.woff': 'dataurl',
    '.ttf': 'dataurl',
    '.eot': 'dataurl',
  },
  alias: { [PEER]: join(peerFolder, 'dist/index.esm.js') },
});

/** Three icons that this repository has no package for. */
const icons = {
  name: 'icons of the peer',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@mui\/icons-material\// }, ({ kind }) =>
      resolve('@material-ui/icons/VpnKey', { kind, resolveDir: here }),
    );
  },
};

/** Definitions of other kinds than OpenAPI import what only Node has; none of them is shown here. */
const nodeOnly = {
  name: 'modules of Node',
  setup({ onResolve, onLoad }) {
    const names = builtinModules.join('|');
    onResolve({ filter: new RegExp(`^(node:)?(${names})$`) }, ({ path }) => ({
      path,
      namespace: 'node-only',
    }));
    onLoad({ filter: /.*/, namespace: 'node-only' }, () => ({ contents: '' }));
  },
};

/** Builds the app with one of the two frontends for production, into `folder`; returns the file to be loaded. */
export async function buildApp(name, { folder, peerFolder }) {
  const { build } = require('esbuild');
  await build({
    ...shared(peerFolder),
    entryPoints: { [name]: join(here, name) },
    outdir: folder,
    plugins: [icons, nodeOnly],
  });
  return `${name}.js`;
}

/** KiB of the frontend's own code as sent: what each app loads with it at once, and all of it. */
export async function sizesOf(name, { peerFolder }) {
  // Only now: whoever runs the benchmark has it read TypeScript once all modules are there.
  const {
    buildOwn,
    chunksAtOnce,
    sentBytes,
  } = require('./src/__testUtils__/ownBundle');
  const entry =
    name === 'ours'
      ? join(repository, 'plugins/kuadrant/src/index.ts')
      : join(peerFolder, 'dist/index.esm.js');
  const bundle = await buildOwn(entry, shared(peerFolder));
  return {
    entryKiB: kib(sentBytes(bundle, chunksAtOnce(bundle))),
    allKiB: kib(sentBytes(bundle)),
  };
}

import { builtinModules, createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

// The bundler of Backstage's CLI, with the settings that it builds apps with.
const cli = dirname(
  require.resolve('@backstage/cli-module-build/package.json'),
);
const fromCli = createRequire(join(cli, 'package.json'));
const settingsOfCli = name =>
  require(join(cli, `dist/lib/bundler/${name}.cjs.js`))[name];

const PAGE = `<!doctype html>
<html lang="en">
  <head><title>Benchmark</title></head>
  <body><div id="root"></div></body>
</html>`;

/** Builds the app with one of the two frontends for production, into a folder, as Backstage builds apps. */
export async function buildApp(name, { folder, peerFolder }) {
  const { rspack } = fromCli('@rspack/core');
  const { loaders, plugins } = settingsOfCli('transforms')({ isDev: false });
  const compiler = rspack({
    mode: 'production',
    context: repository,
    entry: join(here, name),
    output: {
      path: folder,
      publicPath: '/',
      filename: 'static/[name].[contenthash:8].js',
      chunkFilename: 'static/[name].[contenthash:8].chunk.js',
      clean: true,
    },
    optimization: settingsOfCli('optimization')({ isDev: false }),
    module: { rules: loaders },
    resolve: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.jsx', '.json'],
      mainFields: ['browser', 'module', 'main'],
      alias: {
        [PEER]: join(peerFolder, 'dist/index.esm.js'),
      },
      // Definitions of other kinds than OpenAPI import what only Node has; none of them is shown here.
      fallback: Object.fromEntries(builtinModules.map(each => [each, false])),
    },
    plugins: [
      ...plugins,
      new rspack.ProvidePlugin({
        process: fromCli.resolve('process/browser'),
        Buffer: [fromCli.resolve('buffer/'), 'Buffer'],
      }),
      // Three icons of the peer that this repository has no package for.
      new rspack.NormalModuleReplacementPlugin(
        /^@mui\/icons-material\//,
        require.resolve('@material-ui/icons/VpnKey'),
      ),
      new rspack.HtmlRspackPlugin({ templateContent: PAGE }),
    ],
  });
  const stats = await promisify(compiler.run).call(compiler);
  if (stats.hasErrors()) {
    throw new Error(stats.toString('errors-only'));
  }
  await promisify(compiler.close).call(compiler);
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
  const bundle = await buildOwn(entry, { loader: { '.png': 'dataurl' } });
  return {
    entryKiB: kib(sentBytes(bundle, chunksAtOnce(bundle))),
    allKiB: kib(sentBytes(bundle)),
  };
}

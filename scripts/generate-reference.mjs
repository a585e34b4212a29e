// Writes docs/reference: the kinds from deploy/crds, the REST API from the contract in kuadrant-common, and the
// configuration from the config.d.ts of the plugins.
//   node scripts/generate-reference.mjs           writes the pages
//   node scripts/generate-reference.mjs --check   fails when what is committed is not current
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { writeGenerated } from './lib/generated.mjs';
import { configurationPage } from './lib/reference/configuration.mjs';
import { kindsPage } from './lib/reference/kinds.mjs';
import { restPage } from './lib/reference/rest.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const at = (...parts) => path.join(root, ...parts);
const require = createRequire(import.meta.url);

// The contract is TypeScript.
require('@backstage/cli/config/nodeTransform.cjs');
const { createOpenApiDocument } = require(at('plugins/kuadrant-common/src'));

const crds = await Promise.all(
  (await readdir(at('deploy/crds')))
    .sort()
    .map(async name => parse(await readFile(at('deploy/crds', name), 'utf8'))),
);
const configured = [
  'plugins/kuadrant-node',
  'plugins/kuadrant-backend',
  'plugins/catalog-backend-module-kuadrant',
];
const pages = {
  'docs/reference/kinds.md': kindsPage(crds),
  'docs/reference/rest-api.md': restPage(
    createOpenApiDocument({ serverUrl: '/api/kuadrant' }),
  ),
  'docs/reference/configuration.md': configurationPage(
    await Promise.all(
      configured.map(async folder => ({
        folder,
        name: JSON.parse(await readFile(at(folder, 'package.json'), 'utf8'))
          .name,
        text: await readFile(at(folder, 'config.d.ts'), 'utf8'),
      })),
    ),
  ),
};
const style = await resolveConfig(at('package.json'));
const files = Object.fromEntries(
  await Promise.all(
    Object.entries(pages).map(async ([name, text]) => [
      name,
      await format(text, { ...style, parser: 'markdown' }),
    ]),
  ),
);
await writeGenerated({ root, files, command: 'yarn generate:reference' });

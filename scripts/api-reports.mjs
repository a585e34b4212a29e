// Writes report.api.md beside each published package: all that others may rely on. A change of it is a change for
// adopters, and shows as such in review.
//   node scripts/api-reports.mjs [--check] [--types FOLDER] [--only NAME]...
// With --check it only says which are not current. FOLDER holds the declarations that `yarn tsc` has written; without
// it they are made first.
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from '@microsoft/api-extractor';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { writeDeclarations } from './lib/declarations.mjs';
import { writeGenerated } from './lib/generated.mjs';
import { packable, workspacesOf } from './lib/packages.mjs';

const NAME = 'report.api.md';
const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    types: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});
// Inside of the repository, where the packages are found that declarations import.
mkdirSync(path.join(root, '.local'), { recursive: true });
const work = mkdtempSync(path.join(root, '.local/api-reports-'));
const declarations = path.resolve(values.types ?? path.join(work, 'types'));

/** What is wrong with a public API goes into its report, where it is seen and counted. */
const inReport = {
  default: { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
};

const indexOf = ({ directory }) =>
  path.join(declarations, path.relative(root, directory), 'src/index.d.ts');

function configOf(workspace, tsconfig) {
  const { directory } = workspace;
  const written = path.join(work, path.relative(root, directory));
  return ExtractorConfig.prepare({
    configObject: {
      mainEntryPointFilePath: indexOf(workspace),
      projectFolder: directory,
      compiler: { tsconfigFilePath: tsconfig },
      apiReport: {
        enabled: true,
        reportFileName: NAME,
        reportFolder: written,
        reportTempFolder: path.join(written, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
        },
        extractorMessageReporting: {
          ...inReport,
          // Packages of this repository import each other's source.
          'ae-wrong-input-file-type': { logLevel: ExtractorLogLevel.None },
          // Marked where it is declared.
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: inReport,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(directory, 'package.json'),
  });
}

async function writeReports(workspaces) {
  const tsconfig = path.join(work, 'tsconfig.json');
  const entryPoints = workspaces.map(indexOf);
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: path.join(root, 'tsconfig.json'),
      include: [],
      files: entryPoints,
      compilerOptions: { rootDir: '/' },
    }),
  );
  const configs = workspaces.map(workspace => configOf(workspace, tsconfig));
  // Read once for all of them.
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: entryPoints,
  });
  const files = {};
  for (const config of configs) {
    Extractor.invoke(config, {
      compilerState,
      localBuild: true,
      messageCallback: message => {
        message.handled = message.logLevel !== ExtractorLogLevel.Error;
      },
    });
    const file = path.join(config.projectFolder, NAME);
    const folder = path.relative(root, config.projectFolder);
    files[path.join(folder, NAME)] = await format(
      readFileSync(config.reportFilePath, 'utf8').replaceAll(
        `${path.join(declarations, folder)}/`,
        '',
      ),
      { ...(await resolveConfig(file)), filepath: file },
    );
  }
  await writeGenerated({ root, files, command: 'yarn api-reports' });
}

try {
  if (!values.types) {
    writeDeclarations(declarations);
  }
  await writeReports(packable(workspacesOf(root), values.only));
} finally {
  rmSync(work, { recursive: true, force: true });
}

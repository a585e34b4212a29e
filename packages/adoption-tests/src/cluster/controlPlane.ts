import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { kubeconfigOf } from './kubeconfig';

/** A running control plane and the credentials of an administrator. */
export interface ControlPlane {
  url: string;
  /** Certificate of the API server, in PEM. */
  authority: string;
  token: string;
  stop(): Promise<void>;
}

class Process {
  readonly output: string[] = [];
  readonly #child: ChildProcess;

  constructor(program: string, args: string[]) {
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        this.output.push(chunk.toString());
        this.output.splice(0, this.output.length - 40);
      });
    }
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  async end(): Promise<void> {
    if (!this.hasEnded) {
      const exited = new Promise(resolve => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await exited;
    }
  }
}

/**
 * Starts etcd, a kube-apiserver with RBAC and, where it is at hand, the controllers that collect garbage.
 *
 * @param binaries - folder with the programs
 * @param directory - folder for their data, which is the caller's to remove
 */
export async function startControlPlane(
  binaries: string,
  directory: string,
  apiServerFlags: string[],
): Promise<ControlPlane> {
  const file = (name: string) => path.join(directory, name);
  const processes: Process[] = [];
  const start = (name: string, args: string[]) =>
    processes.push(new Process(path.join(binaries, name), args));
  const stop = async () => {
    for (const running of [...processes].reverse()) {
      await running.end();
    }
  };
  const [etcdPort, peerPort, port] = await freePorts(3);
  const etcd = `http://127.0.0.1:${etcdPort}`;
  const token = randomBytes(16).toString('hex');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(file('tokens.csv'), `${token},admin,admin,system:masters\n`);
  await writeFile(file('accounts.key'), privateKey);
  try {
    start('etcd', [
      `--data-dir=${file('etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      '--unsafe-no-fsync',
    ]);
    start('kube-apiserver', [
      `--etcd-servers=${etcd}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      `--cert-dir=${file('certificates')}`,
      `--token-auth-file=${file('tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://localhost',
      `--service-account-key-file=${file('accounts.key')}`,
      `--service-account-signing-key-file=${file('accounts.key')}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      ...apiServerFlags,
    ]);
    const certificate = file('certificates/apiserver.crt');
    const url = `https://127.0.0.1:${port}`;
    await waitUntilReady(processes, () =>
      isReady(`${url}/readyz`, token, certificate),
    );
    const authority = readFileSync(certificate, 'utf8');
    if (existsSync(path.join(binaries, 'kube-controller-manager'))) {
      await writeFile(
        file('kubeconfig'),
        kubeconfigOf({ url, authority, token }),
      );
      start('kube-controller-manager', [
        `--kubeconfig=${file('kubeconfig')}`,
        '--controllers=garbage-collector-controller,clusterrole-aggregation-controller',
        '--leader-elect=false',
        '--secure-port=0',
      ]);
    }
    return { url, authority, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitUntilReady(
  processes: Process[],
  ready: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await ready())) {
    const failed = processes.find(({ hasEnded }) => hasEnded);
    if (failed || Date.now() > end) {
      const { output } = failed ?? processes[processes.length - 1];
      throw new Error(`The API server did not start: ${output.join('')}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function isReady(
  url: string,
  token: string,
  certificate: string,
): Promise<boolean> {
  return new Promise(resolve => {
    if (!existsSync(certificate)) {
      resolve(false);
      return;
    }
    request(
      url,
      {
        ca: readFileSync(certificate),
        headers: { authorization: `Bearer ${token}` },
      },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    )
      .on('error', () => resolve(false))
      .end();
  });
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

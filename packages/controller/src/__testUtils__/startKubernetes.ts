import { KubeConfig } from '@kubernetes/client-node';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where deploy/kustomize puts the controller. */
export const CONTROLLER_NAMESPACE = 'kuadrant-developer-portal';
const CONTROLLER_USER = `system:serviceaccount:${CONTROLLER_NAMESPACE}:developer-portal-controller`;

export interface Kubernetes {
  /** Kubeconfig of a user who may do anything. */
  admin: string;
  /** Kubeconfig of the controller's service account. */
  controller: string;
  stop(): Promise<void>;
}

/**
 * Starts etcd, a kube-apiserver with RBAC, and the controllers for namespaces and garbage.
 *
 * @param binaries - the folder with the programs
 */
export async function startKubernetes(binaries: string): Promise<Kubernetes> {
  const folder = await mkdtemp(join(tmpdir(), 'controller-test-'));
  const file = (name: string) => join(folder, name);
  const [etcdPort, peerPort, port] = await freePorts(3);
  const tokens = { admin: secret(), controller: secret() };
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(
    file('tokens.csv'),
    `${tokens.admin},admin,admin,system:masters\n${tokens.controller},${CONTROLLER_USER},controller,\n`,
  );
  await writeFile(file('account.key'), privateKey);
  const children: ChildProcess[] = [];
  const run = (program: string, args: string[]) => {
    children.push(spawn(join(binaries, program), args, { stdio: 'ignore' }));
  };
  const stop = async () => {
    await Promise.all(children.reverse().map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    run('etcd', [
      `--data-dir=${file('etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${etcdPort}`,
      `--advertise-client-urls=http://127.0.0.1:${etcdPort}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      '--unsafe-no-fsync',
    ]);
    run('kube-apiserver', [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      `--cert-dir=${file('certificates')}`,
      `--token-auth-file=${file('tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--disable-admission-plugins=ServiceAccount',
      '--service-account-issuer=https://localhost',
      `--service-account-key-file=${file('account.key')}`,
      `--service-account-signing-key-file=${file('account.key')}`,
      '--service-cluster-ip-range=10.0.0.0/24',
    ]);
    const certificate = file('certificates/apiserver.crt');
    const server = `https://127.0.0.1:${port}`;
    await until(() => existsSync(certificate));
    const kubeconfig = (token: string) =>
      kubeconfigFor(server, readFileSync(certificate), token);
    await until(() => isReady(kubeconfig(tokens.admin)));
    await writeFile(file('kubeconfig'), kubeconfig(tokens.admin));
    run('kube-controller-manager', [
      `--kubeconfig=${file('kubeconfig')}`,
      '--controllers=namespace-controller,garbage-collector-controller',
      '--leader-elect=false',
      '--secure-port=0',
    ]);
    return {
      admin: kubeconfig(tokens.admin),
      controller: kubeconfig(tokens.controller),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function secret(): string {
  return randomBytes(16).toString('hex');
}

function kubeconfigFor(
  server: string,
  certificate: Buffer,
  token: string,
): string {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name: 'test',
      server,
      caData: certificate.toString('base64'),
      skipTLSVerify: false,
    },
    { name: 'test', token },
  );
  return config.exportConfig();
}

async function isReady(kubeconfig: string): Promise<boolean> {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const client = KubernetesClient.fromKubeConfig(config);
  try {
    const roles = await client.list({
      group: 'rbac.authorization.k8s.io',
      version: 'v1',
      kind: 'ClusterRole',
      plural: 'clusterroles',
      namespaced: false,
    });
    // The server makes its own roles some time after it begins to answer.
    return roles.items.length > 20;
  } finally {
    await client.close();
  }
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  let reason: unknown;
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      if (await check()) {
        return;
      }
    } catch (error) {
      reason = error;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The Kubernetes API did not become ready in time', {
    cause: reason,
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  }
}

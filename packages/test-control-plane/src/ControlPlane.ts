import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './freePorts';
import { kubeconfigOf } from './kubeconfig';
import { Program } from './Program';
import { waitUntilReady } from './readiness';

const administrator = 'admin';

/**
 * Options of {@link ControlPlane.start}.
 * @public
 */
export interface ControlPlaneOptions {
  /** The folder with the programs, as {@link kubernetesBinaries} finds it. */
  binaries: string;
  /** With `RBAC` everyone but the administrator needs roles; `AlwaysAllow` if not given. */
  authorization?: 'AlwaysAllow' | 'RBAC';
  /** Names of further users, each with a token of its own; see {@link ControlPlane.tokenOf}. */
  users?: string[];
  /** What kube-controller-manager runs, where the folder has it; namespaces and garbage collection if not given, nothing if empty. */
  controllers?: string[];
  /** Further flags of kube-apiserver. */
  apiServerFlags?: string[];
  /** Further flags of kube-controller-manager. */
  controllerManagerFlags?: string[];
}

/**
 * A running etcd, kube-apiserver and, where it is at hand, kube-controller-manager, on free ports of 127.0.0.1.
 *
 * @remarks
 * Its data is gone when it stops, and etcd does not wait for the disk.
 * @public
 */
export class ControlPlane {
  /** Where the API is served. */
  readonly url: string;
  /** The certificate of the API server, in PEM. */
  readonly authority: string;
  readonly #folder: string;
  readonly #programs: Map<string, Program>;
  readonly #tokens: Map<string, string>;

  private constructor(
    options: Running & { folder: string; programs: Map<string, Program> },
  ) {
    this.url = options.url;
    this.authority = options.authority;
    this.#folder = options.folder;
    this.#programs = options.programs;
    this.#tokens = options.tokens;
  }

  /**
   * Starts a control plane; it is ready when the promise resolves.
   *
   * @throws if a program does not start, with what it said
   */
  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    const folder = await mkdtemp(join(tmpdir(), 'control-plane-'));
    const programs = new Map<string, Program>();
    try {
      const running = await startIn(folder, programs, options);
      return new ControlPlane({ ...running, folder, programs });
    } catch (error) {
      await endAll(programs, folder);
      throw error;
    }
  }

  /** The token of the administrator, who may do anything. */
  get token(): string {
    return this.tokenOf(administrator);
  }

  /**
   * The token of one of the users that the control plane was started with.
   *
   * @throws if it was not started with such a user
   */
  tokenOf(user: string): string {
    const token = this.#tokens.get(user);
    if (token === undefined) {
      throw new Error(`The control plane was not started with user ${user}`);
    }
    return token;
  }

  /** A kubeconfig for a token, by default that of the administrator. */
  kubeconfig(token: string = this.token): string {
    return kubeconfigOf({ url: this.url, authority: this.authority, token });
  }

  /** The process of a program, as in `etcd`; undefined when it does not run. */
  processId(program: string): number | undefined {
    return this.#programs.get(program)?.processId;
  }

  /** Ends the programs and removes their data. */
  async stop(): Promise<void> {
    await endAll(this.#programs, this.#folder);
  }
}

interface Running {
  url: string;
  authority: string;
  tokens: Map<string, string>;
}

async function startIn(
  folder: string,
  programs: Map<string, Program>,
  options: ControlPlaneOptions,
): Promise<Running> {
  const file = (name: string) => join(folder, name);
  const run = (program: string, flags: string[]) =>
    programs.set(program, new Program(join(options.binaries, program), flags));
  const [etcdPort, peerPort, port] = await freePorts(3);
  const tokens = new Map(
    [administrator, ...(options.users ?? [])].map(user => [
      user,
      randomBytes(16).toString('hex'),
    ]),
  );
  await writeFile(file('tokens.csv'), tokenFile(tokens));
  await writeFile(file('accounts.key'), newPrivateKey());
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  run('etcd', [
    `--data-dir=${file('etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
    '--unsafe-no-fsync',
  ]);
  run('kube-apiserver', [
    `--etcd-servers=${etcdUrl}`,
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${file('certificates')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    `--authorization-mode=${options.authorization ?? 'AlwaysAllow'}`,
    '--service-account-issuer=https://localhost',
    `--service-account-key-file=${file('accounts.key')}`,
    `--service-account-signing-key-file=${file('accounts.key')}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // It would refuse pods until their service account exists; no pod runs here.
    '--disable-admission-plugins=ServiceAccount',
    ...(options.apiServerFlags ?? []),
  ]);
  const url = `https://127.0.0.1:${port}`;
  const certificate = file('certificates/apiserver.crt');
  const token = tokens.get(administrator)!;
  await waitUntilReady([...programs.values()], { url, certificate, token });
  const authority = readFileSync(certificate, 'utf8');
  const controllers = options.controllers ?? [
    'namespace-controller',
    'garbage-collector-controller',
  ];
  if (
    controllers.length > 0 &&
    existsSync(join(options.binaries, 'kube-controller-manager'))
  ) {
    const kubeconfig = kubeconfigOf({ url, authority, token });
    await writeFile(file('kubeconfig'), kubeconfig);
    run('kube-controller-manager', [
      `--kubeconfig=${file('kubeconfig')}`,
      `--controllers=${controllers.join(',')}`,
      '--leader-elect=false',
      '--secure-port=0',
      ...(options.controllerManagerFlags ?? []),
    ]);
  }
  return { url, authority, tokens };
}

/** One line for each user: token, name, id, groups. */
function tokenFile(tokens: Map<string, string>): string {
  const lines = [...tokens].map(([user, token]) =>
    [token, user, user, user === administrator ? 'system:masters' : ''].join(
      ',',
    ),
  );
  return `${lines.join('\n')}\n`;
}

function newPrivateKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

async function endAll(
  programs: Map<string, Program>,
  folder: string,
): Promise<void> {
  for (const program of [...programs.values()].reverse()) {
    await program.end();
  }
  await rm(folder, { recursive: true, force: true });
}

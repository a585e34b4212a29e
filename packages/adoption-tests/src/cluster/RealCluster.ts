import { ControlPlane } from '@kuadrant/test-control-plane';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';

const run = promisify(execFile);

/** One request that the API server saw. */
export interface SeenRequest {
  user: string;
  verb: string;
  group: string;
  /** With the subresource after a slash. */
  resource: string;
  namespace?: string;
  status: number;
  message?: string;
}

/**
 * A kube-apiserver with RBAC, an audit log, and the admission plugin that OpenShift has on and others off. No pod runs
 * on it.
 */
export class RealCluster {
  readonly #controlPlane: ControlPlane;
  readonly #directory: string;
  readonly #kubectl: string;

  static async start(binaries: string): Promise<RealCluster> {
    const directory = await mkdtemp(path.join(tmpdir(), 'adoption-tests-'));
    const policy = path.join(directory, 'audit.yaml');
    await writeFile(
      policy,
      stringify({
        apiVersion: 'audit.k8s.io/v1',
        kind: 'Policy',
        // A watch is over only when its connection is.
        omitStages: ['RequestReceived'],
        rules: [
          { level: 'Metadata', userGroups: ['system:serviceaccounts'] },
          { level: 'None' },
        ],
      }),
    );
    try {
      const controlPlane = await ControlPlane.start({
        binaries,
        authorization: 'RBAC',
        controllers: [
          'garbage-collector-controller',
          'namespace-controller',
          'clusterrole-aggregation-controller',
        ],
        apiServerFlags: [
          `--audit-policy-file=${policy}`,
          `--audit-log-path=${path.join(directory, 'audit.log')}`,
          '--enable-admission-plugins=OwnerReferencesPermissionEnforcement',
        ],
      });
      const cluster = new RealCluster(binaries, directory, controlPlane);
      await writeFile(cluster.#adminConfig, controlPlane.kubeconfig());
      return cluster;
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(
    binaries: string,
    directory: string,
    controlPlane: ControlPlane,
  ) {
    this.#kubectl = path.join(binaries, 'kubectl');
    this.#directory = directory;
    this.#controlPlane = controlPlane;
  }

  get #adminConfig(): string {
    return path.join(this.#directory, 'admin.kubeconfig');
  }

  get url(): string {
    return this.#controlPlane.url;
  }

  /** Certificate of the API server, as base64 of PEM. */
  get caData(): string {
    return Buffer.from(this.#controlPlane.authority).toString('base64');
  }

  async stop(): Promise<void> {
    await this.#controlPlane.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Runs kubectl as an administrator. */
  async kubectl(...args: string[]): Promise<string> {
    return this.run(this.#kubectl, args);
  }

  /** Runs a program that finds the cluster by KUBECONFIG, as an administrator. */
  async run(
    program: string,
    args: string[],
    env: Record<string, string> = {},
  ): Promise<string> {
    const { stdout } = await run(program, args, {
      env: { ...process.env, ...env, KUBECONFIG: this.#adminConfig },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  /** Runs lines of a shell as an administrator; kubectl is that of the cluster. */
  async shell(lines: string, cwd: string): Promise<string> {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', lines], {
      cwd,
      env: {
        ...process.env,
        KUBECONFIG: this.#adminConfig,
        PATH: `${path.dirname(this.#kubectl)}:${process.env.PATH}`,
      },
    });
    return stdout;
  }

  /** Applies objects as an administrator. */
  async apply(...objects: object[]): Promise<void> {
    await this.#apply(objects.map(object => stringify(object)).join('---\n'));
  }

  /** Applies an object as somebody else. */
  async applyAs(
    who: { user: string; groups: string[] },
    object: object,
  ): Promise<void> {
    await this.#apply(
      stringify(object),
      '--force-conflicts',
      `--as=${who.user}`,
      ...who.groups.map(group => `--as-group=${group}`),
    );
  }

  /** Lets the server check a text of YAML documents, and tells what it would do. */
  tryApply(manifests: string): Promise<string> {
    return this.#apply(manifests, '--dry-run=server', '--force-conflicts');
  }

  async #apply(manifests: string, ...options: string[]): Promise<string> {
    const file = path.join(this.#directory, 'apply.yaml');
    await writeFile(file, manifests);
    return this.kubectl('apply', '--server-side', '-f', file, ...options);
  }

  /** A token of a service account. */
  async token(namespace: string, serviceAccount: string): Promise<string> {
    return (
      await this.kubectl('create', 'token', serviceAccount, '-n', namespace)
    ).trim();
  }

  /** A kubeconfig that holds a token. */
  kubeconfig(token: string): string {
    return this.#controlPlane.kubeconfig(token);
  }

  /** What service accounts asked the API server for, and got. */
  async seenRequests(): Promise<SeenRequest[]> {
    const log = await readFile(path.join(this.#directory, 'audit.log'), 'utf8');
    return log
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
      .filter(({ objectRef }) => objectRef)
      .map(({ user, verb, objectRef, responseStatus }) => ({
        user: user.username,
        verb,
        group: objectRef.apiGroup ?? '',
        resource: [objectRef.resource, objectRef.subresource]
          .filter(Boolean)
          .join('/'),
        namespace: objectRef.namespace,
        status: responseStatus?.code ?? 0,
        message: responseStatus?.message,
      }));
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { processTree, type RunningProcess } from '../processes';

const repository = resolve(__dirname, '../..');
const READY_MS = 240_000;
// Few personas do here what many people do elsewhere.
const UNBOUNDED = Object.fromEntries(
  ['waitingPerProduct', 'waiting', 'keysPerProduct', 'perMinute'].map(name => [
    `APP_CONFIG_kuadrant_requests_maxPerRequester_${name}`,
    '1000000',
  ]),
);

/** Options of a {@link PortalProcess}. */
export interface PortalOptions {
  /** A folder of CRD files that replace ours of the same names. */
  crds?: string;
  /** The kubeconfig of a cluster that takes the place of the embedded API. */
  cluster?: string;
}

/** The whole of `npm start` in a folder and at ports of its own, which can be killed and started again. */
export class PortalProcess {
  readonly state = join(repository, '.local/endurance');
  readonly kubeconfig = join(this.state, 'kubeconfig');
  readonly ports = {
    PORTAL_PORT: 33000,
    BACKEND_PORT: 33007,
    KUBERNETES_PORT: 33443,
    GATEWAY_PORT: 33080,
    ISSUER_PORT: 33556,
  };
  readonly backendUrl = `http://localhost:${this.ports.BACKEND_PORT}`;
  #child?: ChildProcess;
  #up = false;
  #startedAt = 0;
  readonly #options: PortalOptions;

  constructor(options: PortalOptions) {
    this.#options = options;
  }

  /** Whether it serves; false while it is down on purpose. */
  get up(): boolean {
    return this.#up;
  }

  /** Milliseconds for which it has served without a break. */
  get upFor(): number {
    return this.#up ? Date.now() - this.#startedAt : 0;
  }

  async start(options: { fresh: boolean }): Promise<void> {
    mkdirSync(this.state, { recursive: true });
    const log = createWriteStream(join(this.state, 'start.log'), {
      flags: 'a',
    });
    const { crds, cluster } = this.#options;
    const child = spawn(
      process.execPath,
      ['scripts/start.mjs', ...(options.fresh ? ['--fresh'] : [])],
      {
        cwd: repository,
        env: {
          ...process.env,
          ...Object.fromEntries(
            Object.entries(this.ports).map(([name, port]) => [name, `${port}`]),
          ),
          PLAYGROUND_STATE: this.state,
          ...(crds && { PLAYGROUND_CRDS: resolve(crds) }),
          ...(cluster && { PLAYGROUND_CLUSTER: cluster }),
          ...UNBOUNDED,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    child.stderr.pipe(log, { end: false });
    await new Promise<void>((ready, fail) => {
      const timer = setTimeout(
        () => fail(new Error(`The portal is not ready after ${READY_MS} ms`)),
        READY_MS,
      );
      let said = '';
      child.stdout.on('data', (data: Buffer) => {
        log.write(data);
        said += data;
        if (said.includes('Portal ready:')) {
          clearTimeout(timer);
          ready();
        }
      });
      child.once('exit', code => {
        clearTimeout(timer);
        fail(new Error(`The portal ended with ${code}:\n${said}`));
      });
    });
    this.#up = true;
    this.#startedAt = Date.now();
  }

  /** Kills the process that holds the embedded Kubernetes API, the controller and the gateway; the rest follows it. */
  async kill(): Promise<void> {
    this.#up = false;
    const ended = this.#ended();
    const main = this.processes().find(({ command }) =>
      command.includes('main.ts'),
    );
    process.kill(main!.id, 'SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    this.#up = false;
    if (this.#child && this.#child.exitCode === null) {
      const ended = this.#ended();
      this.#child.kill('SIGTERM');
      await ended;
    }
  }

  #ended(): Promise<unknown> {
    return new Promise(done => this.#child!.once('exit', done));
  }

  /** Everything that it runs. */
  processes(): RunningProcess[] {
    return processTree(this.#child!.pid!);
  }
}

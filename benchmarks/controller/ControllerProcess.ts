import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSecondsOf, peakMemoryOf } from '../processes';

/** A controller in a process of its own: ours, or the program that GO_CONTROLLER names. */
export class ControllerProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(options: {
    kind: 'ours' | 'go';
    kubeconfigFile: string;
    /** Folder for a CPU profile of our own, written when it stops. */
    profile?: string;
    port: number;
  }): Promise<ControllerProcess> {
    const { kind, port, profile } = options;
    const [program, ...args] =
      kind === 'go'
        ? [
            process.env.GO_CONTROLLER ?? '',
            `--health-probe-bind-address=:${port}`,
            '--metrics-bind-address=0',
          ]
        : [
            process.execPath,
            ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
            join(
              __dirname,
              '../../packages/controller/bin/developer-portal-controller',
            ),
            '--no-leader-election',
            '--log-level=warn',
            ...(process.env.CONTROLLER_FLAGS?.split(' ') ?? []),
            '--status-host=127.0.0.1',
            `--status-port=${port}`,
          ];
    const child = spawn(program, args, {
      env: { ...process.env, KUBECONFIG: options.kubeconfigFile },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const controller = new ControllerProcess(child);
    const deadline = Date.now() + 60_000;
    while (!(await isReady(port))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`The controller (${kind}) did not become ready`);
      }
      await sleep(100);
    }
    return controller;
  }

  /** Seconds of processor time so far. */
  get cpuSeconds(): number {
    return cpuSecondsOf(this.#child.pid);
  }

  /** The most memory so far, in MiB. */
  get peakMemory(): number {
    return Math.round(peakMemoryOf(this.#child.pid));
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = new Promise(resolve => this.#child.once('exit', resolve));
      this.#child.kill('SIGTERM');
      await exited;
    }
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

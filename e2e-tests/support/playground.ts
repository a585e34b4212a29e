import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ports } from './ports';

export const root = path.resolve(__dirname, '../..');

/** The folder that the portal under test keeps its state in. */
export const stateDirectory = path.join(
  root,
  process.env.PLAYGROUND_RUNNING ? '.local' : '.local/e2e',
);

/** The kubeconfig of the cluster under test. */
export const kubeconfig = path.join(stateDirectory, 'kubeconfig');

/** How long a portal may take to start: only how long a failure takes. */
export const START_MS = 600_000;

/** A portal started as `npm start` does. */
export class Playground {
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(process: ChildProcess, ended: Promise<number | null>) {
    this.#process = process;
    this.#ended = ended;
  }

  /** Starts a portal and waits for its line `Portal ready:`. */
  static async start(options: { fresh: boolean }): Promise<Playground> {
    mkdirSync(stateDirectory, { recursive: true });
    const log = createWriteStream(path.join(stateDirectory, 'start.log'), {
      flags: options.fresh ? 'w' : 'a',
    });
    const child = spawn(
      process.execPath,
      ['scripts/start.mjs', ...(options.fresh ? ['--fresh'] : [])],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          ...Object.fromEntries(
            Object.entries(ports).map(([name, port]) => [name, `${port}`]),
          ),
          PLAYGROUND_STATE: stateDirectory,
          NODE_ENV: 'development',
          FORCE_COLOR: undefined,
        },
      },
    );
    const lines: string[] = [];
    const ended = new Promise<number | null>(resolve => {
      child.once('exit', code => resolve(code));
    });
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not ready in time:\n${lines.join('\n')}`)),
        START_MS,
      );
      for (const stream of [child.stdout!, child.stderr!]) {
        createInterface({ input: stream }).on('line', line => {
          lines.push(line);
          log.write(`${line}\n`);
          if (line.startsWith('Portal ready:')) {
            clearTimeout(timer);
            resolve();
          }
        });
      }
      ended.then(code => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code}:\n${lines.join('\n')}`));
      }, reject);
    });
    const playground = new Playground(child, ended);
    try {
      await ready;
    } catch (error) {
      await playground.stop();
      throw error;
    }
    return playground;
  }

  /** Ends it as Ctrl-C does; resolves with the exit code when all is gone. */
  async stop(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill('SIGINT');
    }
    return this.#ended;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** How many pieces of a program's output are kept, for the message when it does not start. */
const outputLimit = 50;

/**
 * A program that runs until it is ended.
 * @public
 */
export class Program {
  readonly #child: ChildProcess;
  readonly #output: string[] = [];
  #failure: Error | undefined;

  /**
   * Starts it.
   *
   * @param env - variables on top of those of this process
   */
  constructor(file: string, args: string[], env: Record<string, string> = {}) {
    this.#child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.#child.on('error', error => {
      this.#failure = error;
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output.push(chunk.toString());
        this.#output.splice(0, this.#output.length - outputLimit);
      });
    }
  }

  /** Undefined when it could not be started. */
  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it no longer runs, or never did. */
  get hasEnded(): boolean {
    const { exitCode, signalCode } = this.#child;
    return (
      this.#failure !== undefined || exitCode !== null || signalCode !== null
    );
  }

  /** Why it ended, or what it said last. */
  get output(): string {
    return this.#failure?.message ?? this.#output.join('');
  }

  /** Sends it a signal, as in `SIGSTOP`. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Kills it, and waits until it has ended. */
  async end(): Promise<void> {
    if (!this.hasEnded) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await exited;
    }
  }
}

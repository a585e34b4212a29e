import { spawn, type ChildProcess as NodeChild } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

const TAIL_LINES = 25;

/** How long a process may take to end by itself. */
const GRACE_MS = 5000;

/** Options of {@link ChildProcess.start}. */
export interface ChildProcessOptions {
  /** What the process is, for messages. */
  name: string;
  /** Arguments for Node. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Called with each line of output. */
  onLine?: (line: string) => void;
}

/** A Node process in a process group of its own, so that whatever it starts ends with it. */
export class ChildProcess {
  readonly name: string;
  readonly logFile: string;
  readonly #child: NodeChild;
  readonly #log: WriteStream;
  readonly #tail: string[] = [];
  /** Resolves when the process has ended, with how. */
  readonly ended: Promise<string>;

  static start(options: ChildProcessOptions): ChildProcess {
    return new ChildProcess(options);
  }

  private constructor(options: ChildProcessOptions) {
    const { name, args, cwd, env, logFile, onLine } = options;
    this.name = name;
    this.logFile = logFile;
    this.#log = createWriteStream(logFile, { flags: 'w' });
    this.#child = spawn(process.execPath, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      createInterface({ input: stream }).on('line', line => {
        this.#log.write(`${line}\n`);
        this.#tail.push(line);
        this.#tail.splice(0, this.#tail.length - TAIL_LINES);
        onLine?.(line);
      });
    }
  }

  /** The process group. */
  get group(): number | undefined {
    return this.#child.pid;
  }

  /** The last lines of the output. */
  get tail(): string {
    return this.#tail.join('\n');
  }

  /** Asks the process to end, and ends whatever is left of its group after a while. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
    this.#signal('SIGKILL');
    this.#log.end();
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.group === undefined) {
      return;
    }
    try {
      process.kill(-this.group, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
        throw error;
      }
    }
  }
}

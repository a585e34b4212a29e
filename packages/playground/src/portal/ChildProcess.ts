import { spawn, type ChildProcess as NodeChild } from 'node:child_process';
import { closeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { BoundedLog, type BoundedLogLimits } from '../boundedLog';

/** How long a process may take to end by itself. */
const GRACE_MS = 5000;

/** How much of the log is looked at for its last lines. */
const TAIL_BYTES = 16 * 1024;
const TAIL_LINES = 25;

/** How often the log is read where it is shown. */
const FOLLOW_MS = 200;

/** Options of {@link ChildProcess.start}. */
export interface ChildProcessOptions {
  /** What the process is, for messages. */
  name: string;
  /** Arguments for Node. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Takes all output. */
  logFile: string;
  logLimits?: BoundedLogLimits;
  /** Called with each line of output. */
  onLine?: (line: string) => void;
}

/** A Node process in a process group of its own, so that whatever it starts ends with it. */
export class ChildProcess {
  readonly name: string;
  readonly logFile: string;
  readonly #child: NodeChild;
  readonly #log: BoundedLog;
  readonly #follow?: NodeJS.Timeout;
  /** Resolves when the process has ended, with how. */
  readonly ended: Promise<string>;

  static start(options: ChildProcessOptions): ChildProcess {
    return new ChildProcess(options);
  }

  private constructor(options: ChildProcessOptions) {
    const { name, args, cwd, env, logFile, logLimits, onLine } = options;
    this.name = name;
    this.logFile = logFile;
    // Not through a pipe: Backstage's logger spins when nobody reads at the other end any more.
    this.#log = BoundedLog.start(logFile, logLimits);
    const log = this.#log.openToAppend();
    try {
      this.#child = spawn(
        process.execPath,
        ['--require', require.resolve('./endWithParent.cjs'), ...args],
        { cwd, env, detached: true, stdio: ['ignore', log, log, 'ipc'] },
      );
    } finally {
      closeSync(log);
    }
    this.ended = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
    if (onLine) {
      this.#follow = follow(logFile, onLine);
    }
  }

  /** The process group. */
  get group(): number | undefined {
    return this.#child.pid;
  }

  /** The last lines of the output. */
  async tail(): Promise<string> {
    const file = await open(this.logFile);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, TAIL_BYTES);
      const { buffer } = await file.read(
        Buffer.alloc(length),
        0,
        length,
        size - length,
      );
      return buffer
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .slice(-TAIL_LINES)
        .join('\n');
    } finally {
      await file.close();
    }
  }

  /** Asks the process to end, and ends whatever is left of its group after a while. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
    clearInterval(this.#follow);
    await this.#log.stop();
    this.#signal('SIGKILL');
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

/** Reads what is appended to a file, from its beginning, and again from there when the file starts over. */
function follow(path: string, onLine: (line: string) => void): NodeJS.Timeout {
  let position = 0;
  let rest = '';
  let reading = false;
  const read = async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size < position) {
        // It has started over.
        position = 0;
      }
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(size - position),
        0,
        size - position,
        position,
      );
      position += bytesRead;
      const lines = `${rest}${buffer.toString('utf8', 0, bytesRead)}`.split(
        '\n',
      );
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    } finally {
      await file.close();
    }
  };
  return setInterval(() => {
    if (!reading) {
      reading = true;
      read()
        .catch(error => onLine(`The log cannot be read: ${error}`))
        .finally(() => {
          reading = false;
        });
    }
  }, FOLLOW_MS);
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { open, truncate, writeFile } from 'node:fs/promises';

const MAX_BYTES = 5 * 1024 * 1024;
const CHECK_MS = 1000;

/** Limits of {@link BoundedLog}. */
export interface BoundedLogLimits {
  /** The size, in bytes, after which the file starts over. */
  maxBytes?: number;
  /** How often the size is looked at, in milliseconds. */
  checkMs?: number;
}

/**
 * A log file that starts over when it has grown too large; what it held last is in a second file, `<file>.1`. The
 * file is the same all the time, so that another process may hold it open: it must append. Lines that are written at
 * the moment at which the file starts over may be lost.
 */
export class BoundedLog {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #timer: NodeJS.Timeout;
  #checking: Promise<void> | undefined;

  /** Empties the file, and watches its size until it is stopped. */
  static start(file: string, limits: BoundedLogLimits = {}): BoundedLog {
    closeSync(openSync(file, 'w'));
    return new BoundedLog(file, limits);
  }

  private constructor(file: string, limits: BoundedLogLimits) {
    const { maxBytes = MAX_BYTES, checkMs = CHECK_MS } = limits;
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#timer = setInterval(() => this.#check(), checkMs);
    this.#timer.unref();
  }

  /** Opens the file for a process that writes to it. Close the descriptor when it has been handed over. */
  openToAppend(): number {
    return openSync(this.#file, 'a');
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#checking;
  }

  #check(): void {
    this.#checking ??= this.#startOverWhenFull()
      .catch(error => {
        const log = this.openToAppend();
        writeSync(log, `This log cannot start over: ${error}\n`);
        closeSync(log);
      })
      .finally(() => {
        this.#checking = undefined;
      });
  }

  async #startOverWhenFull(): Promise<void> {
    const file = await open(this.#file);
    try {
      const { size } = await file.stat();
      if (size <= this.#maxBytes) {
        return;
      }
      const { buffer } = await file.read({
        buffer: Buffer.alloc(this.#maxBytes),
        position: size - this.#maxBytes,
      });
      await writeFile(`${this.#file}.1`, buffer);
    } finally {
      await file.close();
    }
    await truncate(this.#file);
  }
}

import type { ApiOperations } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ContentHeaders } from '../decode';
import type { DocumentFile, FileReference, ReadDocument } from '../types';
import { ReaderThread, type ThreadLimits } from './ReaderThread';
import type { Job, Tasks } from './tasks';

/** Options of a {@link DocumentReader}. @public */
export interface DocumentReaderOptions {
  /** Time of the processor that a document may take, in milliseconds. Default 2000. */
  timeoutMs?: number;
  /** Memory that a document may take, in MiB. Default 512. */
  memoryMb?: number;
  /** Documents that are read at the same time. Default 1. */
  threads?: number;
  /** Time after which a thread with nothing to do is stopped, in milliseconds. Default 30000. */
  idleMs?: number;
}

/**
 * Reads documents of others in threads, within limits of time and memory: whatever a document holds, the program goes on
 * in the meantime.
 *
 * @public
 */
export class DocumentReader {
  readonly #limits: ThreadLimits;
  readonly #maximumThreads: number;
  readonly #idleMs: number;
  readonly #idle: ReaderThread[] = [];
  readonly #all = new Set<ReaderThread>();
  readonly #waiting: ((thread: ReaderThread | undefined) => void)[] = [];
  #idleTimer?: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: DocumentReaderOptions = {}) {
    this.#limits = {
      timeoutMs: options.timeoutMs ?? 2_000,
      memoryMb: options.memoryMb ?? 512,
    };
    this.#maximumThreads = options.threads ?? 1;
    this.#idleMs = options.idleMs ?? 30_000;
  }

  /**
   * Decodes a document, recognizes its kind and sums it up.
   *
   * @param options - `url` of the document, for the other files that it refers to
   * @returns the document, and the files
   * @throws DocumentError when the document cannot be used, or exceeds a limit
   */
  async read(
    bytes: Uint8Array,
    options: ContentHeaders & { maximumBytes: number; url?: string },
  ): Promise<ReadDocument & { files: FileReference[] }> {
    const { maximumBytes, url, ...headers } = options;
    return this.#run('read', { bytes, headers, maximumBytes, url });
  }

  /**
   * Decodes a file that a document refers to.
   *
   * @returns its text, and the files that it refers to itself
   * @throws DocumentError when it is neither JSON nor YAML, or exceeds a limit
   */
  async readFile(
    bytes: Uint8Array,
    options: ContentHeaders & { maximumBytes: number; url: string },
  ): Promise<{ text: string; files: FileReference[] }> {
    const { maximumBytes, url, ...headers } = options;
    return this.#run('readFile', { bytes, headers, maximumBytes, url });
  }

  /**
   * Puts a document and all files that it refers to, and that they refer to, into one.
   *
   * @returns a document in JSON; files that are missing are among its warnings
   * @throws DocumentError when a limit is exceeded
   */
  async bundle(
    text: string,
    options: { url: string; files: DocumentFile[]; maximumBytes: number },
  ): Promise<ReadDocument> {
    return this.#run('bundle', { text, ...options });
  }

  /**
   * Examples of calls for the operations of a document that was read before.
   *
   * @param documentUrl - where the document comes from; URLs of servers may be relative to it
   * @throws DocumentError when the document cannot be used, or exceeds a limit
   */
  async calls(text: string, documentUrl?: string): Promise<ApiOperations> {
    return this.#run('calls', { text, documentUrl });
  }

  /** Stops the threads. Documents that are being read are given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    this.#waiting.splice(0).forEach(resume => resume(undefined));
    await Promise.all([...this.#all].map(thread => thread.stop()));
    this.#all.clear();
  }

  async #run<Name extends keyof Tasks>(
    name: Name,
    input: Tasks[Name]['input'],
  ): Promise<Tasks[Name]['output']> {
    const thread = await this.#take();
    try {
      return (await thread.run({
        name,
        input,
      } as Job)) as Tasks[Name]['output'];
    } finally {
      this.#giveBack(thread);
    }
  }

  async #take(): Promise<ReaderThread> {
    clearTimeout(this.#idleTimer);
    let thread = this.#idle.pop();
    if (!thread && !this.#isClosed) {
      thread =
        this.#all.size < this.#maximumThreads
          ? this.#start()
          : await new Promise<ReaderThread | undefined>(resolve => {
              this.#waiting.push(resolve);
            });
    }
    if (!thread) {
      throw new Error('The reader of documents is closed');
    }
    return thread;
  }

  #start(): ReaderThread {
    const thread = new ReaderThread(this.#limits);
    this.#all.add(thread);
    return thread;
  }

  #giveBack(used: ReaderThread): void {
    if (this.#isClosed) {
      return;
    }
    let thread: ReaderThread | undefined = used;
    if (!used.isAlive) {
      this.#all.delete(used);
      thread = undefined;
    }
    const next = this.#waiting.shift();
    if (next) {
      next(thread ?? this.#start());
    } else if (thread) {
      this.#idle.push(thread);
    }
    if (this.#idle.length > 0) {
      clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.#stopIdle(), this.#idleMs);
      this.#idleTimer.unref();
    }
  }

  #stopIdle(): void {
    for (const thread of this.#idle.splice(0)) {
      this.#all.delete(thread);
      thread.stop();
    }
  }
}

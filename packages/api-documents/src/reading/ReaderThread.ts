import { addAbortListener } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DocumentError, type DocumentProblem } from '../types';
import type { Answer, Job } from './tasks';

/** Limits of a thread. */
export interface ThreadLimits {
  /** Time of the processor that a document may take, in milliseconds. */
  timeoutMs: number;
  /** Memory, in MiB. */
  memoryMb: number;
}

// On a machine that does much else, a job of a second takes longer.
const LONGEST_WAIT_FACTOR = 10;
const STACK_MB = 8;

/** A thread that reads one document at a time. A document that exceeds the limits costs the thread. */
export class ReaderThread {
  readonly #limits: ThreadLimits;
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #isAlive = true;

  constructor(limits: ThreadLimits) {
    this.#limits = limits;
    this.#worker = new Worker(
      require.resolve('@kuadrant/api-documents/worker.js'),
      {
        // Flags of the process, such as those of a debugger or a loader, are not for it.
        execArgv: [],
        resourceLimits: {
          maxOldGenerationSizeMb: limits.memoryMb,
          stackSizeMb: STACK_MB,
        },
      },
    );
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.once('message', () => resolve());
      this.#worker.once('error', reject);
      this.#worker.once('exit', () =>
        reject(new Error('The thread for documents has ended')),
      );
    });
    this.#ready.catch(() => undefined);
    this.#worker.on('error', () => {
      this.#isAlive = false;
    });
    this.#worker.on('exit', () => {
      this.#isAlive = false;
    });
  }

  /** Whether it can be given another document. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** @throws DocumentError */
  async run(job: Job): Promise<unknown> {
    this.#worker.ref();
    try {
      await this.#ready;
      return await this.#answerTo(job);
    } finally {
      // An idle thread must not keep the process alive.
      this.#worker.unref();
    }
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#worker.terminate();
  }

  #answerTo(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      let usedBefore = 0;
      let timer: NodeJS.Timeout | undefined;
      const listeners = new AbortController();
      const finish = (outcome: () => void) => {
        clearTimeout(timer);
        listeners.abort();
        outcome();
      };
      const fail = (error: unknown) => finish(() => reject(error));
      const onMessage = (answer: Answer) => {
        if ('problem' in answer) {
          fail(new DocumentError(answer.problem));
        } else if ('error' in answer) {
          fail(new Error(answer.error));
        } else {
          finish(() => resolve(answer.output));
        }
      };
      const onError = (error: NodeJS.ErrnoException) =>
        fail(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new DocumentError(this.#outOfMemory())
            : error,
        );
      const onExit = () =>
        fail(new Error('The thread for documents has ended'));
      const check = async () => {
        const { timeoutMs } = this.#limits;
        const waited = performance.now() - begun;
        const used = (await this.#cpuMs()) - usedBefore;
        const left = timeoutMs - used;
        if (!this.#isAlive) {
          return;
        }
        if (left <= 0 || waited >= timeoutMs * LONGEST_WAIT_FACTOR) {
          fail(new DocumentError(this.#tooSlow()));
          await this.stop();
        } else {
          timer = setTimeout(check, Math.max(left, 20));
        }
      };
      const { signal } = listeners;
      addAbortListener(signal, () => {
        this.#worker.off('message', onMessage);
        this.#worker.off('error', onError);
        this.#worker.off('exit', onExit);
      });
      this.#worker.on('message', onMessage);
      this.#worker.on('error', onError);
      this.#worker.on('exit', onExit);
      this.#cpuMs().then(used => {
        usedBefore = used;
        timer = setTimeout(check, this.#limits.timeoutMs);
        this.#worker.postMessage(job);
      }, fail);
    });
  }

  // What the thread has computed so far; the waiting for a processor is not the document's. Node 22 does not tell.
  async #cpuMs(): Promise<number> {
    if (typeof this.#worker.cpuUsage !== 'function') {
      return performance.now();
    }
    const { user, system } = await this.#worker.cpuUsage();
    return (user + system) / 1_000;
  }

  #tooSlow(): DocumentProblem {
    return {
      code: 'tooSlow',
      message: `Reading the document takes longer than ${this.#limits.timeoutMs / 1_000} s. Make it smaller, or serve it as JSON`,
    };
  }

  #outOfMemory(): DocumentProblem {
    return {
      code: 'outOfMemory',
      message: `Reading the document takes more than ${this.#limits.memoryMb} MiB of memory. Make it smaller`,
    };
  }
}

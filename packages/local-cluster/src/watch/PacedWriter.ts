import { Writable } from 'node:stream';

/** So much of the first state is put into one piece. */
const pieceSize = 64 * 1024;

/**
 * Writes the first state of a watch as fast as the client reads it, then the events.
 *
 * @remarks
 * Events that come while the client still reads wait for it, up to a limit. A client that lets more wait is cut off; it
 * can resume where it was. The first state itself is never held as a whole: it is encoded as it leaves.
 */
export class PacedWriter {
  readonly #target: Writable;
  readonly #limit: number;
  #first: Iterator<string> | undefined;
  #waiting: Buffer[] = [];
  #waitingSize = 0;
  #isEnding = false;

  constructor(
    target: Writable,
    options: { first: Iterable<string>; limit: number },
  ) {
    this.#target = target;
    this.#limit = options.limit;
    this.#first = options.first[Symbol.iterator]();
    target.on('drain', () => this.#proceed());
    this.#proceed();
  }

  write(lines: Buffer): void {
    if (this.#first) {
      this.#waiting.push(lines);
      this.#waitingSize += lines.length;
    } else {
      this.#target.write(lines);
    }
    if (this.#waitingSize + this.#target.writableLength > this.#limit) {
      this.close();
      this.#target.destroy();
    }
  }

  /** Ends the stream when everything has been written. */
  end(): void {
    this.#isEnding = true;
    this.#endIfDone();
  }

  /** Forgets what was not written. */
  close(): void {
    this.#first = undefined;
    this.#waiting = [];
    this.#waitingSize = 0;
  }

  #proceed(): void {
    while (this.#first) {
      const piece = this.#nextPiece(this.#first);
      if (piece === '') {
        this.#first = undefined;
        this.#waiting.forEach(lines => this.#target.write(lines));
        this.#waiting = [];
        this.#waitingSize = 0;
        this.#endIfDone();
      } else if (!this.#target.write(piece)) {
        return;
      }
    }
  }

  #nextPiece(lines: Iterator<string>): string {
    let piece = '';
    while (piece.length < pieceSize) {
      const { done, value } = lines.next();
      if (done) {
        return piece;
      }
      piece += value;
    }
    return piece;
  }

  #endIfDone(): void {
    if (this.#isEnding && !this.#first) {
      this.#target.end();
    }
  }
}

import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { PacedWriter } from './PacedWriter';

/** A client that takes what it gets only when it is told to. */
class Reader extends Writable {
  text = '';
  #release: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 1024 });
  }

  override _write(
    chunk: Buffer,
    _encoding: string,
    callback: () => void,
  ): void {
    this.text += chunk;
    this.#release = callback;
  }

  async readAll(): Promise<void> {
    while (this.#release) {
      const release = this.#release;
      this.#release = undefined;
      release();
      await turn();
    }
  }
}

const line = (index: number) => `${index} ${'x'.repeat(1000)}\n`;
const numbers = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(each => Number.parseInt(each, 10));

describe('PacedWriter', () => {
  it('writes the first state as it is read, then what came meanwhile, then the end', async () => {
    let taken = 0;
    function* first() {
      for (; taken < 1000; taken++) {
        yield line(taken);
      }
    }
    const reader = new Reader();
    const writer = new PacedWriter(reader, { first: first(), limit: 100_000 });
    writer.write(Buffer.from(line(1000)));
    writer.write(Buffer.from(line(1001)));
    writer.end();
    expect(taken).toBeLessThan(100);
    await reader.readAll();
    expect(numbers(reader.text)).toEqual(
      Array.from({ length: 1002 }, (_, index) => index),
    );
    expect(reader.writableFinished).toBe(true);
  });

  it.each([
    ['still reads the first state', [line(0), line(1), line(2), line(3)]],
    ['has read the first state', []],
  ])('cuts off a client that %s when too much waits', (_, first) => {
    const reader = new Reader();
    const writer = new PacedWriter(reader, { first, limit: 20_000 });
    let written = 0;
    while (!reader.destroyed && written < 100) {
      writer.write(Buffer.from(line(written)));
      written += 1;
    }
    expect(written).toBeGreaterThan(10);
    expect(written).toBeLessThan(30);
  });
});

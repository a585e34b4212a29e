import { DocumentError } from '../types';
import { DocumentReader, type DocumentReaderOptions } from './DocumentReader';

const readers: DocumentReader[] = [];

function readerWith(options: DocumentReaderOptions = {}): DocumentReader {
  const reader = new DocumentReader(options);
  readers.push(reader);
  return reader;
}

afterEach(async () => {
  await Promise.all(readers.splice(0).map(reader => reader.close()));
});

const read = (reader: DocumentReader, text: string) =>
  reader.read(Buffer.from(text), { maximumBytes: 20 * 1024 * 1024 });

const problemOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch(caught => caught);
  expect(error).toBeInstanceOf(DocumentError);
  return (error as DocumentError).problem;
};

it('reads a document in a thread', async () => {
  const text = 'openapi: 3.1.0\ninfo: {title: Toys, version: "1"}\n';
  expect(await read(readerWith(), text)).toMatchObject({
    text,
    summary: { kind: 'openapi', format: 'OpenAPI 3.1.0', title: 'Toys' },
  });
});

it('goes on with the next document after one that takes too long', async () => {
  const reader = readerWith({ timeoutMs: 60 });
  await read(reader, 'openapi: 3.1.0');
  const long = `openapi: 3.1.0\nx:\n${'  - {a: 1, b: 2, c: 3, d: [1, 2, 3]}\n'.repeat(100_000)}`;
  const [problem, next] = await Promise.all([
    problemOf(read(reader, long)),
    read(reader, 'openapi: 3.0.3'),
  ]);
  expect(problem).toMatchObject({
    code: 'tooSlow',
    message: expect.stringContaining('0.06 s'),
  });
  expect(next.summary.format).toBe('OpenAPI 3.0.3');
});

it('goes on with the next document after one that takes too much memory', async () => {
  const reader = readerWith({ timeoutMs: 60_000, memoryMb: 64 });
  const large = `openapi: 3.1.0\nx:\n${'  - {a: 1, b: 2, c: 3, d: [1, 2, 3]}\n'.repeat(200_000)}`;
  expect(await problemOf(read(reader, large))).toMatchObject({
    code: 'outOfMemory',
    message: expect.stringContaining('64 MiB'),
  });
  expect((await read(reader, 'openapi: 3.0.3')).summary.kind).toBe('openapi');
});

it('reads no more once it is closed', async () => {
  const reader = readerWith();
  const outcomes = Promise.allSettled([
    read(reader, 'openapi: 3.1.0'),
    read(reader, 'openapi: 3.1.0'),
  ]);
  await reader.close();
  await expect(read(reader, 'openapi: 3.1.0')).rejects.toThrow('closed');
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
});

/**
 * @jest-environment node
 */
import path from 'node:path';
import { buildOwn, chunksAtOnce, sentBytes } from './__testUtils__/ownBundle';

/** What an app loads of the plugin before any of its pages is opened, in bytes as sent. */
const ENTRY_LIMIT = 15_500;

describe('the bundle of the plugin', () => {
  let result: Awaited<ReturnType<typeof buildOwn>>;
  beforeAll(async () => {
    result = await buildOwn(path.join(__dirname, 'index.ts'));
  }, 600_000);

  it('has an entry that stays small', () => {
    const size = sentBytes(result, chunksAtOnce(result));
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThan(ENTRY_LIMIT);
  });

  it('loads pages and languages only when they are needed', () => {
    const atOnce = chunksAtOnce(result).flatMap(name =>
      Object.keys(result.metafile.outputs[name].inputs),
    );
    const eager = atOnce.filter(file =>
      /src\/(products?|keys?|approvals|request|productForm|components|translation\/(de|es|ja))\//.test(
        file,
      ),
    );
    expect(eager).toEqual([]);
  });

  it('has no schemas of the REST contract in any chunk: the server checks', () => {
    const withSchemas = Object.entries(result.metafile.outputs).filter(
      ([, { imports }]) => imports.some(({ path: name }) => name === 'zod'),
    );
    expect(withSchemas).toEqual([]);
  });
});

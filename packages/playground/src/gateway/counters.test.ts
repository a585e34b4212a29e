import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Counters, type CounterLimit } from './counters';
import { SqliteCounterStore } from './counterStore';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the counters', () => {
  let now = Date.parse('2026-03-01T22:00:00Z');
  let directory: string;
  let file: string;
  let store: SqliteCounterStore;
  let counters: Counters;

  const open = () => {
    store = SqliteCounterStore.open(file, () => now);
    counters = new Counters(store, () => now);
  };
  const daily = (limit: number): CounterLimit => ({
    key: 'silver daily',
    limit,
    seconds: 86_400,
  });
  const take = (limits: CounterLimit[], times: number) =>
    Array.from({ length: times }, () => counters.take(limits));

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'counters-'));
    file = join(directory, 'counters.sqlite');
    open();
  });

  afterEach(async () => {
    store.close();
    await rm(directory, { recursive: true });
  });

  it('let as many pass as the limit says, and tell when the next may', () => {
    expect(take([daily(50)], 50).every(({ allowed }) => allowed)).toBe(true);

    now += 10 * HOUR_MS + 1;
    expect(counters.take([daily(50)])).toEqual({
      allowed: false,
      limit: daily(50),
      retryAfterSeconds: 14 * 3600,
    });
  });

  it('begin a window with the first request and not at midnight', () => {
    take([daily(1)], 1);
    now += DAY_MS - 1;
    expect(counters.take([daily(1)])).toMatchObject({
      allowed: false,
      retryAfterSeconds: 1,
    });
    now += 1;
    expect(counters.take([daily(1)])).toEqual({ allowed: true });
    expect(counters.take([daily(1)])).toMatchObject({
      allowed: false,
      retryAfterSeconds: 86_400,
    });
  });

  it('count a request nowhere when one of its limits is used up', () => {
    const minutely = { key: 'silver 1m', limit: 2, seconds: 60 };
    take([daily(3), minutely], 2);
    expect(take([daily(3), minutely], 5).some(r => r.allowed)).toBe(false);

    now += 60_000;
    expect(counters.take([daily(3), minutely])).toEqual({ allowed: true });
    expect(counters.take([daily(3), minutely])).toMatchObject({
      allowed: false,
      limit: daily(3),
    });
  });

  it('tell the longest wait where several limits are used up', () => {
    const minutely = { key: 'silver 1m', limit: 1, seconds: 60 };
    take([minutely, daily(1)], 1);
    expect(counters.take([minutely, daily(1)])).toMatchObject({
      retryAfterSeconds: 86_400,
    });
  });

  it('go on after a restart, and take a new limit on the way', () => {
    take([daily(50)], 50);
    store.close();
    now += HOUR_MS;
    open();

    expect(counters.take([daily(50)]).allowed).toBe(false);
    expect(take([daily(52)], 3).map(({ allowed }) => allowed)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('let nothing pass on a limit of nothing', () => {
    expect(counters.take([daily(0)])).toMatchObject({
      allowed: false,
      retryAfterSeconds: 86_400,
    });
  });
});

import Database from 'better-sqlite3';
import type { CounterState, CounterStore } from '@kuadrant/gateway-policy';

/** Keeps counters in memory and each change in a SQLite file. */
export class SqliteCounterStore implements CounterStore {
  readonly #database: Database.Database;
  readonly #states = new Map<string, CounterState>();
  readonly #save: Database.Statement<[string, number, number]>;

  /** @param file  the path of the file, or `:memory:` */
  static open(file: string, now: () => number = Date.now) {
    return new SqliteCounterStore(new Database(file), now());
  }

  private constructor(database: Database.Database, now: number) {
    this.#database = database;
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(
      'CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends_at INTEGER NOT NULL)',
    );
    database.prepare('DELETE FROM counter WHERE ends_at <= ?').run(now);
    const rows = database
      .prepare<[], { key: string; count: number; endsAt: number }>(
        'SELECT key, count, ends_at AS endsAt FROM counter',
      )
      .all();
    for (const { key, count, endsAt } of rows) {
      this.#states.set(key, { count, endsAt });
    }
    this.#save = database.prepare(
      'INSERT OR REPLACE INTO counter (key, count, ends_at) VALUES (?, ?, ?)',
    );
  }

  get(key: string): CounterState | undefined {
    return this.#states.get(key);
  }

  set(key: string, state: CounterState): void {
    this.#states.set(key, state);
    this.#save.run(key, state.count, Math.ceil(state.endsAt));
  }

  close(): void {
    this.#database.close();
  }
}

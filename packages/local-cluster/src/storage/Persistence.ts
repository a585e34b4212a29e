import Database from 'better-sqlite3';
import { KubernetesObject, ObjectKey } from '../api/types';

const format = 1;
// As long as a process that ends may take to let go of the file. Nothing else runs meanwhile.
const BUSY_MS = 2_000;

/** One row of the data file. */
export interface PersistedObject {
  collection: string;
  object: KubernetesObject;
}

/**
 * The data file: one row per object, and the cluster's own values (revision, keys).
 *
 * @remarks
 * Every call is one transaction in write-ahead mode and returns when SQLite has taken it, so a process
 * that is killed at any moment loses nothing that was acknowledged. The file belongs to one process at a time.
 */
export class Persistence {
  readonly #database: Database.Database;
  readonly #put: Database.Statement;
  readonly #remove: Database.Statement;
  readonly #setValue: Database.Statement;
  readonly #savePut: (
    collection: string,
    key: ObjectKey,
    json: string,
    revision: number,
  ) => void;
  readonly #saveRemove: (
    collection: string,
    key: ObjectKey,
    revision: number,
  ) => void;

  /** @throws Error when another process has the file, or it is of another format */
  constructor(file: string) {
    this.#database = open(file);
    this.#setValue = this.#database.prepare(
      'INSERT INTO cluster (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    this.#put = this.#database.prepare(
      'INSERT INTO objects (collection, namespace, name, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
    );
    this.#remove = this.#database.prepare(
      'DELETE FROM objects WHERE collection = ? AND namespace = ? AND name = ?',
    );
    this.#savePut = this.#database.transaction(
      (collection, key, json, revision) => {
        this.#put.run(collection, key.namespace, key.name, json);
        this.#setValue.run('revision', String(revision));
      },
    );
    this.#saveRemove = this.#database.transaction(
      (collection, key, revision) => {
        this.#remove.run(collection, key.namespace, key.name);
        this.#setValue.run('revision', String(revision));
      },
    );
    this.#checkFormat(file);
  }

  #checkFormat(file: string): void {
    const found = this.value('format');
    if (found === undefined) {
      this.setValue('format', String(format));
    } else if (found !== String(format)) {
      this.#database.close();
      throw new Error(
        `${file} was written in format ${found}, this version reads format ${format}; remove the file to start anew`,
      );
    }
  }

  *objects(): Generator<PersistedObject> {
    const rows = this.#database
      .prepare('SELECT collection, json FROM objects')
      .iterate() as IterableIterator<{ collection: string; json: string }>;
    for (const row of rows) {
      yield { collection: row.collection, object: JSON.parse(row.json) };
    }
  }

  put(
    collection: string,
    key: ObjectKey,
    json: string,
    revision: number,
  ): void {
    this.#savePut(collection, key, json, revision);
  }

  remove(collection: string, key: ObjectKey, revision: number): void {
    this.#saveRemove(collection, key, revision);
  }

  value(key: string): string | undefined {
    const row = this.#database
      .prepare('SELECT value FROM cluster WHERE key = ?')
      .get(key) as { value: string } | undefined;
    return row?.value;
  }

  setValue(key: string, value: string): void {
    this.#setValue.run(key, value);
  }

  close(): void {
    this.#database.close();
  }
}

function open(file: string): Database.Database {
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    // Two clusters on one file would each overwrite what the other keeps. The lock ends with the process.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(`
      CREATE TABLE IF NOT EXISTS objects (
        collection TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (collection, namespace, name)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS cluster (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    `);
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') {
      throw new Error(
        `${file} is in use by another process; stop that one, or choose another data file`,
        { cause: error },
      );
    }
    throw error;
  }
  return database;
}

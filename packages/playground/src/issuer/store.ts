import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import type {
  Adapter,
  AdapterFactory,
  AdapterPayload,
  JWK,
} from 'oidc-provider';

/**
 * Everything that the issuer has to remember, in one SQLite file: sessions and refresh tokens, so that a restart signs
 * nobody out, and the keys that it signs with, made at the first start.
 */
export class IssuerStore {
  readonly #database: Database.Database;
  readonly #now: () => number;

  static open(file: string, now: () => number = Date.now) {
    return new IssuerStore(new Database(file), now);
  }

  private constructor(database: Database.Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    database.pragma('journal_mode = WAL');
    database.exec(`
      CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS artifact (
        model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
        uid TEXT, user_code TEXT, grant_id TEXT, expires_at INTEGER,
        PRIMARY KEY (model, id)
      );
      CREATE INDEX IF NOT EXISTS artifact_uid ON artifact (model, uid);
      CREATE INDEX IF NOT EXISTS artifact_grant ON artifact (model, grant_id);
    `);
    database
      .prepare('DELETE FROM artifact WHERE expires_at <= ?')
      .run(this.#seconds());
  }

  /** The key that signs the cookies of this issuer. */
  cookieKey(): string {
    return this.#setting('cookie-key', () =>
      randomBytes(32).toString('base64url'),
    );
  }

  /** The key that signs the tokens of this issuer. */
  signingKey(): JWK {
    return JSON.parse(
      this.#setting('signing-key', () => {
        const { privateKey } = generateKeyPairSync('rsa', {
          modulusLength: 2048,
        });
        return JSON.stringify({
          ...privateKey.export({ format: 'jwk' }),
          use: 'sig',
          alg: 'RS256',
          kid: randomBytes(8).toString('hex'),
        });
      }),
    );
  }

  readonly adapterFactory: AdapterFactory = model => this.#adapter(model);

  close() {
    this.#database.close();
  }

  #seconds() {
    return Math.floor(this.#now() / 1000);
  }

  #setting(name: string, make: () => string): string {
    this.#database
      .prepare('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)')
      .run(name, make());
    const row = this.#database
      .prepare<[string], { value: string }>(
        'SELECT value FROM setting WHERE name = ?',
      )
      .get(name);
    return row!.value;
  }

  #adapter(model: string): Adapter {
    const database = this.#database;
    const find = (column: 'id' | 'uid' | 'user_code', value: string) => {
      const row = database
        .prepare<[string, string, number], { payload: string }>(
          `SELECT payload FROM artifact WHERE model = ? AND ${column} = ?
           AND (expires_at IS NULL OR expires_at > ?)`,
        )
        .get(model, value, this.#seconds());
      return row && (JSON.parse(row.payload) as AdapterPayload);
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        database
          .prepare(
            'INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?, ?, ?)',
          )
          .run(
            model,
            id,
            JSON.stringify(payload),
            payload.uid,
            payload.userCode,
            payload.grantId,
            expiresIn === undefined ? undefined : this.#seconds() + expiresIn,
          );
      },
      find: async id => find('id', id),
      findByUid: async uid => find('uid', uid),
      findByUserCode: async userCode => find('user_code', userCode),
      consume: async id => {
        database
          .prepare(
            `UPDATE artifact SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
          )
          .run(this.#seconds(), model, id);
      },
      destroy: async id => {
        database
          .prepare('DELETE FROM artifact WHERE model = ? AND id = ?')
          .run(model, id);
      },
      revokeByGrantId: async grantId => {
        database
          .prepare('DELETE FROM artifact WHERE model = ? AND grant_id = ?')
          .run(model, grantId);
      },
    };
  }
}

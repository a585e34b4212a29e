import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { it } from 'node:test';
import { hasPostgres, startPostgres } from './postgres.mjs';

// The first message of the protocol: its length, and the number that asks for TLS.
const ASK_FOR_TLS = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

it(
  'serves PostgreSQL until it is stopped',
  { skip: !hasPostgres() && 'no programs for this machine' },
  async () => {
    const { host, port, url, stop } = await startPostgres();
    try {
      assert.match(
        url,
        new RegExp(`^postgres://postgres:.{32}@${host}:${port}$`),
      );
      const socket = connect(port, host);
      socket.end(ASK_FOR_TLS);
      const [answer] = await once(socket, 'data');
      assert.equal(`${answer}`, 'N');
    } finally {
      await stop();
    }
    const [error] = await once(connect(port, host), 'error');
    assert.equal(error.code, 'ECONNREFUSED');
  },
);

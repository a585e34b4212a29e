import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWorld } from './__testUtils__/startWorld';
import { DIFFERENCES } from './__testUtils__/behaviours/differences';
import { DOCUMENTS, ISSUERS } from './__testUtils__/behaviours/documents';
import { AUTOMATIC, ENFORCEMENT } from './__testUtils__/behaviours/gateway';
import { STATES, STATUS } from './__testUtils__/behaviours/keys';
import {
  AUTHENTICATION,
  PLANS,
  ROUTE,
} from './__testUtils__/behaviours/products';
import { DECISIONS, REQUESTS } from './__testUtils__/behaviours/requests';
import { type Behaviour, Stage } from './__testUtils__/behaviours/Stage';
import { TextServer } from './__testUtils__/behaviours/TextServer';

// What the specs of the Go controller state, in this project's words, seen from outside: objects are written, and what
// the controller writes is read.
const GROUPS: [title: string, behaviours: Behaviour[]][] = [
  ['the route of a product', ROUTE],
  ['the plans of a product', PLANS],
  ['the authentication of a product', AUTHENTICATION],
  ['the issuer of a product', ISSUERS],
  ['the document of a product', DOCUMENTS],
  ['the state of a key', STATES],
  ['the status of a key', STATUS],
  ['the request of a key', REQUESTS],
  ['a decision', DECISIONS],
  ['automatic approval', AUTOMATIC],
  ["the gateway's Secret", ENFORCEMENT],
  ['what differs on purpose', DIFFERENCES],
];

describe('behaviours of the Go controller', () => {
  let stage: Stage;
  let server: TextServer;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    server = await TextServer.start();
    const running = await startWorld();
    stop = running.stop;
    stage = new Stage(running.world, server);
    await stage.world.kuadrant();
    await stage.world.startController({ openApiMaximumBytes: 200 });
  });

  afterAll(async () => {
    await stop();
    await server.stop();
  });

  describe.each(GROUPS)('%s', (_, behaviours) => {
    it.each(behaviours)('%s', async (sentence, holds) => {
      await holds(stage);
      expect(sentence).not.toBe('');
    });
  });

  it('are listed in the README where they differ', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const [, section] = readme.split(
      '### Where it differs from the Go controller',
    );
    const listed = [...section.split('\n#')[0].matchAll(/^\| (\S.*?\.) +\|/gm)];
    expect(listed.map(([, sentence]) => sentence)).toEqual(
      DIFFERENCES.map(([sentence]) => sentence),
    );
  });
});

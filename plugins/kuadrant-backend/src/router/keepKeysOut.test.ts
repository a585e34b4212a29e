import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express, { Router } from 'express';
import request from 'supertest';
import { TestPortal } from '../__testUtils__/TestPortal';
import { errorMapper } from '../errors';
import { generateApiKeyValue } from '../keys/apiKeyValue';
import { redactAddresses, refuseKeysInAddresses } from './keepKeysOut';

const VALUE = generateApiKeyValue();
const HAND_MADE = 'p4ssw0rd-of-somebody';

/** Backstage's root router with its access log, as far as it matters here. */
async function logOf(address: string, headers: Record<string, string> = {}) {
  const logger = mockServices.logger.mock();
  const middleware = MiddlewareFactory.create({
    config: mockServices.rootConfig(),
    logger,
  });
  logger.child.mockReturnValue(logger);
  const router = Router();
  router.use(redactAddresses('kdp_'));
  router.use((_, __, next) =>
    next(address.includes('unauthenticated') ? new Error('no') : undefined),
  );
  router.use(refuseKeysInAddresses('kdp_'));
  router.get('/apikeys', (httpRequest, response) => {
    response.json(httpRequest.query);
  });
  router.use(errorMapper(logger));
  const app = express();
  app.use(middleware.logging());
  app.use('/api/kuadrant', router);
  app.use(middleware.notFound());
  app.use(middleware.error());
  const answer = await request(app).get(`/api/kuadrant${address}`).set(headers);
  return { answer, log: JSON.stringify(logger.info.mock.calls) };
}

const encoded = (text: string) =>
  [...text].map(c => `%${c.charCodeAt(0).toString(16)}`).join('');

describe('the access log of Backstage', () => {
  it.each([
    [`/apikeys?q=${VALUE}`],
    [`/apikeys?limit=5&q=${VALUE}&sort=name`],
    [`/apikeys?q=${encoded(VALUE)}`],
    [`/apikeys?%71=${VALUE}`],
    [`/apikeys?product=${VALUE}`],
    [`/apikeys/ns/${VALUE}`],
    [`/apikeys/ns/${encoded(VALUE)}`],
    [`/apikeys?unauthenticated&q=${VALUE}`],
    [`/apikeys?q=${HAND_MADE}`],
    [`/apikeys?%71=${HAND_MADE}`],
    [`/apikeys?q=%zz${VALUE}`],
  ])('does not hold what was searched for: %s', async address => {
    const { answer, log } = await logOf(address);
    expect(log).toContain('/api/kuadrant/apikeys');
    for (const secret of [VALUE, encoded(VALUE), HAND_MADE]) {
      expect(log).not.toContain(secret);
    }
    expect(answer.text.includes(VALUE)).toBe(false);
  });

  it('does not hold the query of the page either', async () => {
    const { log } = await logOf('/apikeys', {
      referer: `http://localhost:3000/kuadrant/keys?q=${VALUE}`,
    });
    expect(log).toContain('http://localhost:3000/kuadrant/keys');
    expect(log).not.toContain(VALUE);
  });

  it('keeps the rest, and the search itself works', async () => {
    const { answer, log } = await logOf('/apikeys?limit=5&q=toys&sort=-name');
    expect(answer.body).toEqual({ limit: '5', q: 'toys', sort: '-name' });
    expect(log).toContain('/apikeys?limit=5&q=redacted&sort=-name');
  });
});

describe('a search for the value of a key', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await TestPortal.start();
  }, 60_000);
  afterAll(() => portal?.stop());

  it.each([
    '/apikeys?q=',
    '/apikeys?q=toys+',
    '/apiproducts?q=',
    '/requests?q=',
    '/httproutes?q=',
    '/apikeys?planTier=',
    '/requests?requester=',
    '/apikeys/ns/',
  ])('is refused: %s', async path => {
    const { status, body, text } = await portal.call(
      'consumer1',
      'GET',
      `${path}${VALUE}`,
    );
    expect([status, body.error.code]).toEqual([400, 'keyInSearch']);
    expect(text).not.toContain(VALUE);
  });

  it('is refused only to those who signed in', async () => {
    const { status } = await portal.call(
      'anonymous',
      'GET',
      `/apikeys?q=${VALUE}`,
    );
    expect(status).toBe(401);
  });
});

import { exportJWK, generateKeyPair, SignJWT, type KeyLike } from 'jose';
import { createServer, type Server } from 'node:http';
import { closeServer, listen } from '../../http';
import { TokenVerifier } from './TokenVerifier';

const NOW = Date.parse('2026-01-01T00:00:00Z');

describe('TokenVerifier', () => {
  let server: Server;
  let issuerUrl: string;
  let privateKey: KeyLike;
  let calledItself: string | undefined;
  let requests: string[] = [];

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    privateKey = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one' };
    server = createServer(({ url = '' }, response) => {
      requests.push(url);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          url === '/keys'
            ? { keys: [jwk] }
            : { issuer: calledItself, jwks_uri: `${issuerUrl}/keys` },
        ),
      );
    });
    const port = await listen(server, { port: 0 });
    issuerUrl = `http://127.0.0.1:${port}`;
    calledItself = issuerUrl;
  });

  afterAll(() => closeServer(server));

  beforeEach(() => {
    requests = [];
  });

  const tokenOf = (
    claims: Record<string, unknown> = {},
    key: KeyLike | Uint8Array = privateKey,
    alg = 'RS256',
  ) =>
    new SignJWT({
      iss: issuerUrl,
      sub: 'jane',
      exp: NOW / 1000 + 60,
      ...claims,
    })
      .setProtectedHeader({ alg, kid: 'one' })
      .sign(key);
  const rule = () => ({
    name: 'people',
    placement: { in: 'cookie' as const, name: 'token' },
    issuerUrl,
    priority: 0,
  });

  it('takes tokens of the issuer until they expire, and asks the issuer once', async () => {
    let now = NOW;
    const verifier = new TokenVerifier(() => now);
    const token = await tokenOf({ aud: 'anybody' });
    expect(await verifier.verify(rule(), token)).toMatchObject({
      sub: 'jane',
      aud: 'anybody',
    });
    now += 30_000;
    expect(await verifier.verify(rule(), token)).toBeDefined();
    expect(requests).toEqual(['/.well-known/openid-configuration', '/keys']);
    now += 30_000;
    expect(await verifier.verify(rule(), token)).toBeUndefined();
  });

  it('takes no others', async () => {
    const verifier = new TokenVerifier(() => NOW);
    const { privateKey: foreign } = await generateKeyPair('RS256');
    const secret = new TextEncoder().encode(
      'a secret that everybody knows....',
    );
    const unsigned = [{ alg: 'none' }, { iss: issuerUrl, exp: NOW / 1000 + 60 }]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const token of [
      await tokenOf({ exp: NOW / 1000 - 1 }),
      await tokenOf({ exp: undefined }),
      await tokenOf({ nbf: NOW / 1000 + 3600 }),
      await tokenOf({}, foreign),
      await tokenOf({}, secret, 'HS256'),
      `${unsigned}.`,
      'no token',
    ]) {
      expect(await verifier.verify(rule(), token)).toBeUndefined();
    }
    expect(await verifier.verify(rule(), ` ${await tokenOf()}`)).toBeDefined();
    for (const iss of [issuerUrl, 'https://other.test', undefined]) {
      expect(
        await verifier.verify(rule(), await tokenOf({ iss })),
      ).toBeDefined();
    }
  });

  it('asks no issuer where the rule names its keys', async () => {
    const verifier = new TokenVerifier(() => NOW);
    const byKeys = {
      ...rule(),
      issuerUrl: undefined,
      jwksUrl: `${issuerUrl}/keys`,
    };
    const token = await tokenOf({ iss: 'https://other.test' });
    expect(await verifier.verify(byKeys, token)).toBeDefined();
    expect(requests).toEqual(['/keys']);
  });

  it('takes nothing of an issuer that calls itself otherwise, and asks it again', async () => {
    const verifier = new TokenVerifier(() => NOW);
    calledItself = 'https://other.test';
    expect(await verifier.verify(rule(), await tokenOf())).toBeUndefined();
    calledItself = issuerUrl;
    expect(await verifier.verify(rule(), await tokenOf())).toBeDefined();
  });
});

import { exportJWK, generateKeyPair, type KeyLike, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who the tokens are made out for. */
export const AUDIENCE = 'shop';

const HOUR = 3_600;

/** An issuer of JWTs on loopback, with metadata and keys as OpenID Connect has them. */
export class TokenIssuer {
  readonly url: string;
  /** A JWT of each kind by name, and what is none. */
  readonly tokens: Record<string, string>;
  readonly #server: Server;

  private constructor(
    url: string,
    tokens: Record<string, string>,
    server: Server,
  ) {
    this.url = url;
    this.tokens = tokens;
    this.#server = server;
  }

  static async start(): Promise<TokenIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' };
    let url = '';
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          request.url === '/keys'
            ? { keys: [jwk] }
            : {
                issuer: url,
                jwks_uri: `${url}/keys`,
                id_token_signing_alg_values_supported: ['RS256'],
              },
        ),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TokenIssuer(url, await makeTokens(url, privateKey), server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

async function makeTokens(
  issuer: string,
  privateKey: KeyLike,
): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const { privateKey: foreignKey } = await generateKeyPair('RS256');
  const everybodysSecret = new TextEncoder().encode(issuer.padEnd(32));
  const sign = (
    claims: Record<string, unknown>,
    key: KeyLike | Uint8Array = privateKey,
    alg = 'RS256',
  ) =>
    new SignJWT({
      iss: issuer,
      sub: 'jane',
      aud: AUDIENCE,
      exp: now + HOUR,
      iat: now,
      ...claims,
    })
      .setProtectedHeader({ alg, kid: 'one' })
      .sign(key);
  const valid = await sign({});
  const [header, payload, signature] = valid.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  return {
    valid,
    otherPerson: await sign({ sub: 'joe' }),
    severalAudiences: await sign({ aud: ['other', AUDIENCE] }),
    wrongAudience: await sign({ aud: 'other' }),
    noAudience: await sign({ aud: undefined }),
    expired: await sign({ exp: now - HOUR }),
    neverExpires: await sign({ exp: undefined }),
    notYetValid: await sign({ nbf: now + HOUR }),
    wrongIssuer: await sign({ iss: 'http://127.0.0.1:1' }),
    issuerWithSlash: await sign({ iss: `${issuer}/` }),
    noIssuer: await sign({ iss: undefined }),
    foreignKey: await sign({}, foreignKey),
    sharedSecret: await sign({}, everybodysSecret, 'HS256'),
    unsigned: `${unsigned}.${payload}.`,
    otherPayload: `${header}.${Buffer.from(
      JSON.stringify({ iss: issuer, sub: 'root', exp: now + HOUR }),
    ).toString('base64url')}.${signature}`,
    withoutSignature: `${header}.${payload}`,
    nothing: 'no-token',
  };
}

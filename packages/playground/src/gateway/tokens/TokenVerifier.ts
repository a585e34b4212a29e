import type { TokenRule } from '@kuadrant/gateway-policy';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';

interface Issuer {
  keys: JWTVerifyGetKey;
  algorithms: string[];
}

/** How long what an issuer publishes about itself is kept. */
const KEPT_MS = 60_000;
const TIMEOUT_MS = 5_000;

/** What OpenID Connect takes where an issuer does not say more. */
const DEFAULT_ALGORITHMS = ['RS256'];

/** Algorithms with a public key; a token that is signed with what everybody knows proves nothing. */
const isAsymmetric = (algorithm: string) =>
  /^(RS|PS|ES)\d+$|^EdDSA$/.test(algorithm);

/**
 * Verifies JWTs as Authorino 0.22 does: signed with a key of the issuer and not expired, whatever space is around them. It
 * does not compare the claim `iss`; that, and for whom a token is made out, is up to authorization rules.
 */
export class TokenVerifier {
  readonly #now: () => number;
  readonly #issuers = new Map<
    string,
    { until: number; issuer: Promise<Issuer> }
  >();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The claims of a token that a rule takes; undefined for one that it does not, or whose issuer does not answer. */
  async verify(
    { issuerUrl, jwksUrl }: TokenRule,
    token: string,
  ): Promise<Record<string, unknown> | undefined> {
    try {
      const { keys, algorithms } = await this.#issuerOf(issuerUrl, jwksUrl);
      const { payload } = await jwtVerify(token.trim(), keys, {
        algorithms,
        currentDate: new Date(this.#now()),
        requiredClaims: ['exp'],
      });
      return payload;
    } catch {
      return undefined;
    }
  }

  #issuerOf(issuerUrl?: string, jwksUrl?: string): Promise<Issuer> {
    const url = issuerUrl ?? jwksUrl ?? '';
    const known = this.#issuers.get(url);
    if (known && known.until > this.#now()) {
      return known.issuer;
    }
    const issuer = issuerUrl
      ? discover(issuerUrl)
      : Promise.resolve({
          keys: createRemoteJWKSet(new URL(url)),
          algorithms: DEFAULT_ALGORITHMS,
        });
    this.#issuers.set(url, { until: this.#now() + KEPT_MS, issuer });
    // One that does not answer is asked again by the next call.
    issuer.catch(() => this.#issuers.delete(url));
    return issuer;
  }
}

async function discover(issuerUrl: string): Promise<Issuer> {
  const response = await fetch(
    `${issuerUrl.replace(/\/$/, '')}/.well-known/openid-configuration`,
    { signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  const metadata = (await response.json()) as {
    issuer?: string;
    jwks_uri: string;
    id_token_signing_alg_values_supported?: string[];
  };
  if (metadata.issuer !== issuerUrl) {
    throw new Error(`${issuerUrl} calls itself ${metadata.issuer}`);
  }
  const supported = (
    metadata.id_token_signing_alg_values_supported ?? []
  ).filter(isAsymmetric);
  return {
    keys: createRemoteJWKSet(new URL(metadata.jwks_uri), {
      timeoutDuration: TIMEOUT_MS,
    }),
    algorithms: supported.length > 0 ? supported : DEFAULT_ALGORITHMS,
  };
}

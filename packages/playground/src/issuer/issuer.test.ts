import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIssuer, type Issuer } from './issuer';
import { personas } from './personas';

const redirectUri = 'http://localhost:7007/api/auth/oidc/handler/frame';
const client = {
  id: 'backstage',
  secret: 'on-this-machine',
  redirectUris: [redirectUri],
};
const authorization = `Basic ${Buffer.from(
  `${client.id}:${client.secret}`,
).toString('base64')}`;

/** A browser as far as signing in needs one: it keeps cookies and does not follow redirects by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(pair => pair.join('=')).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.#cookies.set(name, value);
    }
    return response;
  }
}

function authorizationUrl(issuer: Issuer) {
  return `${issuer.url}/auth?${new URLSearchParams({
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    prompt: 'login',
    state: 'xyz',
  })}`;
}

async function openPersonaPage(browser: Browser, issuer: Issuer) {
  const start = await browser.fetch(authorizationUrl(issuer));
  expect(start.status).toBe(303);
  return new URL(start.headers.get('location')!, issuer.url).href;
}

function choose(persona: string): RequestInit {
  return { method: 'POST', body: new URLSearchParams({ persona }) };
}

async function token(issuer: Issuer, parameters: Record<string, string>) {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: await response.json() };
}

async function signIn(issuer: Issuer, persona: string) {
  const browser = new Browser();
  const page = await openPersonaPage(browser, issuer);
  let response = await browser.fetch(page, choose(persona));
  while (!response.headers.get('location')?.startsWith(redirectUri)) {
    expect(response.status).toBe(303);
    response = await browser.fetch(
      new URL(response.headers.get('location')!, issuer.url).href,
    );
  }
  const callback = new URL(response.headers.get('location')!);
  expect(callback.searchParams.get('state')).toBe('xyz');
  return token(issuer, {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code')!,
    redirect_uri: redirectUri,
  });
}

describe('the issuer', () => {
  let directory: string;
  let dataFile: string;
  let issuer: Issuer;

  const start = (port = 0) => startIssuer({ port, personas, client, dataFile });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'issuer-'));
    dataFile = join(directory, 'issuer.sqlite');
    issuer = await start();
  });

  afterAll(async () => {
    await issuer.stop();
    await rm(directory, { recursive: true });
  });

  it('offers every persona as a button of a plain form', async () => {
    const browser = new Browser();
    const url = await openPersonaPage(browser, issuer);
    const html = await (await browser.fetch(url)).text();

    expect(html).toContain(
      `<form method="post" action="${new URL(url).pathname}">`,
    );
    for (const { name } of personas) {
      expect(html).toContain(`<button name="persona" value="${name}">`);
    }
    expect(html).toContain('<html lang="en">');
  });

  it('shows no page inside of another', async () => {
    const browser = new Browser();
    const signingIn = await openPersonaPage(browser, issuer);
    const pages = [
      await browser.fetch(signingIn),
      await browser.fetch(signingIn, choose('nobody')),
      await browser.fetch(`${issuer.url}/interaction/nothing`),
      await browser.fetch(`${issuer.url}/auth?client_id=nobody`),
      await browser.fetch(`${issuer.url}/session/end`),
      await browser.fetch(`${issuer.url}/nothing`),
    ];
    for (const page of pages) {
      expect([page.url, page.headers.get('content-security-policy')]).toEqual([
        page.url,
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
      expect([page.url, page.headers.get('x-frame-options')]).toEqual([
        page.url,
        'DENY',
      ]);
    }
  });

  it('allows its page nothing but its own style', async () => {
    const browser = new Browser();
    const response = await browser.fetch(
      await openPersonaPage(browser, issuer),
    );
    const policy = response.headers.get('content-security-policy');
    const [, style] = /<style>([^<]*)<\/style>/.exec(await response.text())!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
  });

  it('signs a persona in with a verified email', async () => {
    const { status, body } = await signIn(issuer, 'consumer1');
    expect(status).toBe(200);

    const response = await fetch(`${issuer.url}/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(await response.json()).toEqual({
      sub: 'consumer1',
      name: 'Consumer One',
      preferred_username: 'consumer1',
      email: 'consumer1@example.com',
      email_verified: true,
    });
  });

  it('lets the same persona sign in again after signing out', async () => {
    const first = await signIn(issuer, 'owner1');
    const revoked = await fetch(`${issuer.url}/token/revocation`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ token: first.body.refresh_token }),
    });
    expect(revoked.status).toBe(200);
    const refreshed = await token(issuer, {
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token,
    });
    expect(refreshed.status).toBe(400);

    expect((await signIn(issuer, 'owner1')).status).toBe(200);
  });

  it('refuses a persona that does not exist, and a page that nobody began', async () => {
    const browser = new Browser();
    const url = await openPersonaPage(browser, issuer);
    const stranger = await browser.fetch(url, choose('<b>root</b>'));
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('persona must be one of consumer1');

    const unknown = await fetch(`${issuer.url}/interaction/nothing`);
    expect(unknown.status).toBe(400);
  });

  it('keeps people signed in over a restart', async () => {
    const { body } = await signIn(issuer, 'admin1');
    const keys = await (await fetch(`${issuer.url}/jwks`)).json();
    const port = Number(new URL(issuer.url).port);

    await issuer.stop();
    issuer = await start(port);

    expect(await (await fetch(`${issuer.url}/jwks`)).json()).toEqual(keys);
    const refreshed = await token(issuer, {
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token,
    });
    expect(refreshed.status).toBe(200);
  });
});

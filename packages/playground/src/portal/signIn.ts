/** A browser as far as signing in needs one: it keeps the cookies of localhost and follows redirects. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(
    url: string,
    init: RequestInit = {},
  ): Promise<{ url: string; response: Response }> {
    let request = { url, init };
    for (let hops = 0; hops < 10; hops++) {
      const response = await fetch(request.url, {
        ...request.init,
        redirect: 'manual',
        headers: {
          ...request.init.headers,
          cookie: [...this.#cookies].map(pair => pair.join('=')).join('; '),
        },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location) {
        return { url: request.url, response };
      }
      await response.body?.cancel();
      request = { url: new URL(location, request.url).href, init: {} };
    }
    throw new Error(`Signing in does not end: ${request.url}`);
  }
}

/**
 * Signs a persona in as a browser would, and resolves to their Backstage token.
 *
 * @param backendUrl - address of the portal's backend, for example `http://localhost:7007`
 * @param persona - name of the persona
 * @throws Error that tells what the backend or the issuer answered instead
 *
 * @public
 */
export async function signIn(
  backendUrl: string,
  persona: string,
): Promise<string> {
  const provider = `${backendUrl}/api/auth/oidc`;
  const browser = new Browser();
  const page = await browser.open(
    `${provider}/start?env=development&scope=openid%20profile%20email`,
  );
  await page.response.body?.cancel();
  if (!page.response.ok) {
    throw new Error(
      `The sign-in page answered ${page.response.status}: ${page.url}`,
    );
  }
  const frame = await browser.open(page.url, {
    method: 'POST',
    body: new URLSearchParams({ persona }),
  });
  const frameText = decodeURIComponent(await frame.response.text());

  const { response } = await browser.open(
    `${provider}/refresh?env=development`,
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  if (!response.ok) {
    await response.body?.cancel();
    const reason = /"message":"([^"]*)"/.exec(frameText)?.[1];
    throw new Error(
      `${persona} could not sign in: ${
        reason ?? `the backend answered ${response.status}`
      }`,
    );
  }
  const session = (await response.json()) as {
    backstageIdentity?: { token?: string };
  };
  const token = session.backstageIdentity?.token;
  if (!token) {
    throw new Error(`${persona} could not sign in: the answer has no token`);
  }
  return token;
}

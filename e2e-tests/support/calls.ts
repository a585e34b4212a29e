import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { backendUrl, ports } from './ports';
import type { Persona } from './fixtures';

/** What a call of the demo gateway answers. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
}

/** Calls a demo API through the gateway, by Host header. */
export function callGateway(options: {
  host: string;
  path: string;
  headers?: Record<string, string>;
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: ports.GATEWAY_PORT,
        path: options.path,
        headers: { ...options.headers, host: options.host },
      },
      response => {
        response.resume();
        response.once('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
          }),
        );
      },
    );
    request.once('error', reject);
    request.end();
  });
}

class CookieJar {
  readonly #cookies = new Map<string, string>();

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    let url = address;
    let options = init;
    for (let hops = 0; hops < 12; hops++) {
      const response = await fetch(url, {
        ...options,
        redirect: 'manual',
        headers: {
          ...options.headers,
          cookie: [...this.#cookies].map(pair => pair.join('=')).join('; '),
        },
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
        this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399) {
        Object.defineProperty(response, 'url', { value: url });
        return response;
      }
      url = new URL(location, url).toString();
      options = {};
    }
    throw new Error(`too many redirects from ${address}`);
  }
}

/** Signs in by HTTP, as a script would; gives the persona's Backstage token. */
export async function tokenOf(persona: Persona): Promise<string> {
  const jar = new CookieJar();
  const provider = `${backendUrl}/api/auth/oidc`;
  const page = await jar.fetch(
    `${provider}/start?env=development&scope=openid%20profile%20email`,
  );
  await jar.fetch(page.url, {
    method: 'POST',
    body: new URLSearchParams({ persona }),
  });
  const session = await jar.fetch(`${provider}/refresh?env=development`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const body = await session.json();
  return body.backstageIdentity.token;
}

/** Calls the portal's REST API as a persona. */
export async function callPortal(
  persona: Persona,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: any }> {
  const response = await fetch(`${backendUrl}/api/kuadrant${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(persona)}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { signIn } from '@kuadrant/playground';
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
      authorization: `Bearer ${await signIn(backendUrl, persona)}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { Program } from './Program';

/** How long the API server may take to be ready; a loaded machine needs most of it. */
const startTimeoutMs = 90_000;

export interface Endpoint {
  url: string;
  /** The file that the API server puts its certificate in. */
  certificate: string;
  token: string;
}

/** Waits until the API server answers as it will from then on. */
export async function waitUntilReady(
  programs: Program[],
  endpoint: Endpoint,
): Promise<void> {
  const end = Date.now() + startTimeoutMs;
  // The default namespace comes some time after the server is ready.
  const paths = ['/readyz', '/api/v1/namespaces/default'];
  while (!(await answersAll(endpoint, paths))) {
    const ended = programs.find(({ hasEnded }) => hasEnded);
    if (ended || Date.now() > end) {
      const { output } = ended ?? programs[programs.length - 1];
      throw new Error(
        ended
          ? `The control plane did not start: ${output}`
          : `The control plane was not ready after ${startTimeoutMs / 1000} seconds: ${output}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function answersAll(
  endpoint: Endpoint,
  paths: string[],
): Promise<boolean> {
  if (!existsSync(endpoint.certificate)) {
    return false;
  }
  const ca = readFileSync(endpoint.certificate);
  const answers = (path: string) =>
    new Promise<boolean>(resolve => {
      request(
        endpoint.url + path,
        { ca, headers: { authorization: `Bearer ${endpoint.token}` } },
        response => {
          response.resume();
          resolve(response.statusCode === 200);
        },
      )
        .on('error', () => resolve(false))
        .end();
    });
  for (const path of paths) {
    if (!(await answers(path))) {
      return false;
    }
  }
  return true;
}

import { KubeConfig } from '@kubernetes/client-node';
import { Agent, request } from 'node:https';

/** Calls by `VERB resource`. */
export type Calls = Map<string, number>;

/** What the benchmark asks the API server itself for. */
export class ApiServer {
  readonly #agent: Agent;
  readonly #url: string;
  readonly #token: string;

  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    const cluster = config.getCurrentCluster();
    this.#url = cluster?.server ?? '';
    this.#token = config.getCurrentUser()?.token ?? '';
    this.#agent = new Agent({
      keepAlive: true,
      ca: Buffer.from(cluster?.caData ?? '', 'base64'),
    });
  }

  /** How often each thing was asked for so far, by whomever. Empty for a server that does not count. */
  async calls(): Promise<Calls> {
    const calls: Calls = new Map();
    const text = await this.#send('GET', '/metrics').catch(() => '');
    for (const [, labels, count] of text.matchAll(
      /^apiserver_request_total\{(.*)\} (\S+)$/gm,
    )) {
      const label = (name: string) =>
        new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
      const subresource = label('subresource');
      const call = `${label('verb')} ${label('resource')}${subresource && `/${subresource}`}`;
      calls.set(call, (calls.get(call) ?? 0) + Number(count));
    }
    return calls;
  }

  /** Removes all objects of a kind in a namespace at once. */
  async deleteAll(
    {
      group,
      version,
      plural,
    }: { group: string; version: string; plural: string },
    namespace: string,
  ): Promise<void> {
    const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
    await this.#send('DELETE', `${root}/namespaces/${namespace}/${plural}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      request(
        this.#url + path,
        {
          method,
          agent: this.#agent,
          headers: { authorization: `Bearer ${this.#token}` },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) {
              resolve(text);
            } else {
              reject(
                new Error(`${method} ${path}: ${response.statusCode} ${text}`),
              );
            }
          });
        },
      )
        .on('error', reject)
        .end();
    });
  }
}

/** What was called between two looks, without what is only the upkeep of watches and leases. */
export function callsBetween(before: Calls, after: Calls): Calls {
  return new Map(
    [...after]
      .map(([call, count]): [string, number] => [
        call,
        count - (before.get(call) ?? 0),
      ])
      .filter(
        ([call, count]) =>
          count > 0 &&
          !/^(WATCH|CONNECT) /.test(call) &&
          / (apikey|apiproducts|secrets|events)/.test(call),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

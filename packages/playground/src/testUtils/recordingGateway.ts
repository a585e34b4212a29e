import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { httpRoutes } from '@kuadrant/backstage-plugin-kuadrant-common';
import { closeServer, listen } from '../http';
import { eventually } from './cluster';
import { GatewayRig } from './gateway';

/** A request as the service got it. */
export interface Received {
  method?: string;
  url?: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Tells the connections of the gateway apart. */
  port?: number;
}

/** The demo gateway before a service that records what it gets; `open.localhost` needs no key. */
export class RecordingGateway {
  received: Received[] = [];
  readonly service: Server;
  rig!: GatewayRig;

  static async start(): Promise<RecordingGateway> {
    const gateway = new RecordingGateway();
    const port = await listen(gateway.service, { port: 0 });
    const backend = new URL(`http://127.0.0.1:${port}`);
    gateway.rig = await GatewayRig.start({ backend });
    await gateway.#openRoute();
    return gateway;
  }

  private constructor() {
    this.service = createServer(async (request, response) => {
      const { method, url, headers, socket } = request;
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) {
          chunks.push(chunk);
        }
      } catch {
        // The body broke off: there is no request to record.
        return;
      }
      const body = Buffer.concat(chunks).toString();
      this.received.push({
        method,
        url,
        headers,
        body,
        port: socket.remotePort,
      });
      response.setHeader('x-own', 'kept');
      response.setHeader('x-hop', 'dropped');
      response.setHeader('connection', 'x-hop');
      response.end('{}');
    });
  }

  async stop(): Promise<void> {
    await this.rig.stop();
    await closeServer(this.service);
  }

  /** Sends lines on a connection of their own, and resolves to the answer when the gateway closes it. */
  send(...lines: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.rig.port, '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.on('data', chunk => chunks.push(chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
      socket.write(lines.join('\r\n'));
    });
  }

  async #openRoute(): Promise<void> {
    await this.rig.client.create(httpRoutes, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'open', namespace: 'toystore' },
      spec: {
        parentRefs: [{ name: 'external', namespace: 'gateway-system' }],
        hostnames: ['open.localhost'],
        rules: [{ backendRefs: [{ name: 'open' }] }],
      },
    });
    await eventually(async () => {
      const { status } = await this.rig.call('/', { host: 'open.localhost' });
      if (status !== 200) {
        throw new Error(`The route answers ${status}`);
      }
    });
  }
}

/** The statuses of all answers on a connection, `100 Continue` among them. */
export function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) =>
    Number(status),
  );
}

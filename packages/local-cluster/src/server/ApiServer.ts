import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { decide, refusal } from '../access/authorize';
import { impersonatedUser, UserInfo } from '../access/users';
import {
  internalError,
  StatusError,
  unauthorized,
  unknownPath,
} from '../api/StatusError';
import { DiscoveryHandler } from '../discovery/DiscoveryHandler';
import { actionOf } from './actionOf';
import { ServerIdentity } from './certificates';
import { sendError, sendText } from './Reply';
import { apiRoot, parseResourcePath } from './RequestInfo';
import { parseRequestTarget } from './requestTarget';
import { ResourceHandler } from './ResourceHandler';

const healthPaths = new Set(['/healthz', '/livez', '/readyz']);

/** The HTTPS server: who asks, what for, and who answers. */
export class ApiServer {
  readonly #server: Server;
  readonly #authenticate: (token: string) => UserInfo | undefined;
  readonly #resources: ResourceHandler;
  readonly #discovery: DiscoveryHandler;
  readonly #onError: (error: unknown) => void;
  readonly #sockets = new Set<Duplex>();

  constructor(options: {
    identity: ServerIdentity;
    authenticate: (token: string) => UserInfo | undefined;
    resources: ResourceHandler;
    discovery: DiscoveryHandler;
    onError: (error: unknown) => void;
  }) {
    this.#authenticate = options.authenticate;
    this.#resources = options.resources;
    this.#discovery = options.discovery;
    this.#onError = options.onError;
    this.#server = createServer(
      {
        cert: options.identity.certificate,
        key: options.identity.key,
        minVersion: 'TLSv1.2',
        requestTimeout: 60_000,
        headersTimeout: 20_000,
        keepAliveTimeout: 60_000,
        maxHeaderSize: 64 * 1024,
        // A client that vanished without a word is noticed though nothing is written to it.
        keepAlive: true,
        keepAliveInitialDelay: 30_000,
      },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      this.#fail(request, response, error);
    }
  }

  #fail(
    request: IncomingMessage,
    response: ServerResponse,
    error: unknown,
  ): void {
    if (response.destroyed || response.headersSent) {
      response.destroy();
      return;
    }
    let failure: StatusError;
    if (error instanceof StatusError) {
      failure = error;
    } else {
      this.#onError(error);
      failure = internalError(
        error instanceof Error ? error.message : String(error),
      );
    }
    if (!request.complete) {
      // The rest of the body is not read; the client learns the refusal and the connection ends.
      response.setHeader('Connection', 'close');
      response.on('finish', () =>
        setTimeout(() => request.destroy(), 500).unref(),
      );
      request.resume();
    }
    sendError(response, failure);
  }

  async #route(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const target = parseRequestTarget(request.url ?? '/');
    if (!target) {
      sendText(response, 400, '400 Bad Request');
      return;
    }
    const { path, query } = target;
    if (healthPaths.has(path)) {
      sendText(response, 200, 'ok');
      return;
    }
    const user = this.#userOf(request);
    const action = actionOf(request.method!, target);
    if (!decide(user, action).allowed) {
      throw refusal(user, action);
    }
    const resource = parseResourcePath(path);
    const asked = { query, user };
    if (
      resource &&
      (await this.#resources.handle(request, response, resource, asked))
    ) {
      return;
    }
    if (this.#discovery.has(path)) {
      this.#discovery.handle(request, response, path);
      return;
    }
    const root = apiRoot(path);
    if (root && this.#discovery.has(root)) {
      throw unknownPath();
    }
    sendText(response, 404, '404 page not found\n');
  }

  /** Whoever the token belongs to, or the user that they want to be taken for. */
  #userOf({ headers, headersDistinct }: IncomingMessage): UserInfo {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    const user = this.#authenticate(token ?? '');
    if (!user) {
      throw unauthorized();
    }
    return impersonatedUser(headersDistinct) ?? user;
  }
}

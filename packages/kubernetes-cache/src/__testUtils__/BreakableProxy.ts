import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** Passes connections on to a server until a test cuts, refuses or stalls them. */
export class BreakableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #refusing = false;
  connections = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(target: string): Promise<BreakableProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    const proxy = new BreakableProxy(server);
    server.on('connection', socket => {
      proxy.connections++;
      if (proxy.#refusing) {
        socket.destroy();
        return;
      }
      const upstream = connect(Number(port), hostname);
      for (const end of [socket, upstream]) {
        proxy.#sockets.add(end);
        end.on('error', () => undefined);
        end.on('close', () => {
          proxy.#sockets.delete(end);
          socket.destroy();
          upstream.destroy();
        });
      }
      socket.pipe(upstream).pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections, as a load balancer does that restarts. */
  cut(): void {
    this.#sockets.forEach(socket => socket.destroy());
  }

  /** Lets nobody in. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing;
    if (refusing) {
      this.cut();
    }
  }

  /** Keeps connections open but passes nothing on, as a firewall that forgot them. */
  stall(): void {
    this.#sockets.forEach(socket => {
      socket.unpipe();
      socket.pause();
    });
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

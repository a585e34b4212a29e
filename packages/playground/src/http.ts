import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Makes the server listen and resolves to the port that it got. */
export function listen(
  server: Server,
  address: { port: number; host?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host ?? '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops the server and does not wait for connections that clients keep open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

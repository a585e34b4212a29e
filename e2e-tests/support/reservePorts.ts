import { createServer, type Server } from 'node:net';
import { readSettings } from '@kuadrant/playground';
import { PORT_OFFSETS } from './ports';

// Below the ports that systems give to outgoing connections.
const FIRST = 23_000;
const BLOCK = 10;
const BLOCKS = 900;

/**
 * Chooses ports for the portal under test on which nothing listens, and keeps other runs from them until the function
 * that it returns is called. A port that a variable names is taken as it is, and a portal that runs already
 * (PLAYGROUND_RUNNING) is looked for on the ports of `npm start`.
 *
 * @throws Error when no ports are free
 */
export default async function reservePorts(): Promise<() => Promise<void>> {
  if (process.env.PLAYGROUND_RUNNING) {
    Object.entries(readSettings({}).ports).forEach(([name, port]) =>
      setPort(`${name.toUpperCase()}_PORT`, port),
    );
    return async () => {};
  }
  for (let block = 0; block < BLOCKS; block++) {
    const first = FIRST + block * BLOCK;
    // Its last port is listened on for as long as the run lasts, so that two runs never choose the same block.
    const reservation = await listen(first + BLOCK - 1, '127.0.0.1');
    if (reservation && (await areFree(first))) {
      Object.entries(PORT_OFFSETS).forEach(([variable, offset]) =>
        setPort(variable, first + offset),
      );
      return () => close(reservation);
    }
    await close(reservation);
  }
  throw new Error(
    `No ${BLOCK} ports in a row are free from ${FIRST} to ${FIRST + BLOCKS * BLOCK}`,
  );
}

function setPort(variable: string, port: number): void {
  process.env[variable] ??= `${port}`;
}

async function areFree(first: number): Promise<boolean> {
  for (const offset of Object.values(PORT_OFFSETS)) {
    // Some systems let one be bound although another process listens on the other.
    for (const host of ['127.0.0.1', '::']) {
      const server = await listen(first + offset, host);
      if (!server) {
        return false;
      }
      await close(server);
    }
  }
  return true;
}

/** Undefined when the port is taken. */
function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server | undefined): Promise<void> {
  return new Promise(resolve => {
    if (server) {
      server.close(() => resolve());
    } else {
      resolve();
    }
  });
}

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

/**
 * The ports that `npm start` uses: what listens there, the environment variable that changes it, and its value.
 *
 * @typedef {{name: string, what: string, variable: string, port: number}} Port
 */

/** @type {Port[]} */
const defaults = JSON.parse(
  readFileSync(
    new URL('../../packages/playground/ports.json', import.meta.url),
    'utf8',
  ),
);

/** Reads the ports from the environment; throws a Failure that names the variable when one makes no sense. */
export function readPorts(environment = process.env) {
  const ports = defaults.map(entry => {
    const text = environment[entry.variable];
    if (text === undefined || text === '') {
      return entry;
    }
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
      throw new Failure(
        `${entry.variable} is "${text}": it must be a port number between 1 and 65535.`,
      );
    }
    return { ...entry, port };
  });
  for (const [index, { port, variable }] of ports.entries()) {
    const other = ports.slice(0, index).find(entry => entry.port === port);
    if (other) {
      throw new Failure(
        `${other.variable} and ${variable} are both ${port}: each needs a port of its own.`,
      );
    }
  }
  return ports;
}

/** Throws a Failure that names the first of the ports that is taken, who wanted it, and how to change it. */
export async function checkPortsAreFree(ports) {
  for (const { port, what, variable } of ports) {
    // Some systems let a loopback address be bound although another process listens on all addresses.
    for (const host of ['127.0.0.1', '::']) {
      const problem = await tryListen(port, host);
      if (problem === 'EADDRINUSE') {
        throw new Failure(
          `Port ${port} is in use, and ${what} needs it: stop what listens there, or choose another port with ${variable}=${suggest(port, ports)}.`,
        );
      }
      if (problem === 'EACCES') {
        throw new Failure(
          `Port ${port} may not be used by you, and ${what} needs it: choose another port with ${variable}=${suggest(port, ports)}.`,
        );
      }
    }
  }
}

function suggest(port, ports) {
  let candidate = (port % 10000) + 10000;
  while (ports.some(entry => entry.port === candidate)) {
    candidate += 1;
  }
  return candidate;
}

/** A port of the loopback address that nobody listens at. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves to the error code, or undefined when the port is free. */
function tryListen(port, host) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(error.code));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}

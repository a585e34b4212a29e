import { freePorts, Program } from '@kuadrant/test-control-plane';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../until';
import { programFolder } from './cache';

/** The folder with Envoy; undefined where scripts/install-envoy.mjs has not run. */
export function envoyFolder(): string | undefined {
  return programFolder('envoy', 'envoy');
}

/** A running Envoy. */
export class Envoy {
  readonly port: number;
  readonly #program: Program;
  readonly #folder: string;

  private constructor(port: number, program: Program, folder: string) {
    this.port = port;
    this.#program = program;
    this.#folder = folder;
  }

  /**
   * Starts Envoy; it listens when the promise resolves.
   *
   * @param configure - gives its static resources, for the port that it is to listen on
   */
  static async start(
    programs: string,
    configure: (port: number) => object,
  ): Promise<Envoy> {
    const [port, adminPort] = await freePorts(2);
    const folder = await mkdtemp(path.join(tmpdir(), 'envoy-'));
    const file = path.join(folder, 'envoy.json');
    await writeFile(
      file,
      JSON.stringify({
        admin: {
          address: {
            socket_address: { address: '127.0.0.1', port_value: adminPort },
          },
        },
        static_resources: configure(port),
      }),
    );
    const program = new Program(path.join(programs, 'envoy'), [
      ...['--config-path', file],
      ...['--concurrency', '1'],
      ...['--log-level', 'warn'],
      '--disable-hot-restart',
    ]);
    try {
      await until(async () => {
        if (program.hasEnded) {
          throw new Error(`Envoy did not start: ${program.output}`);
        }
        const { ok } = await fetch(`http://127.0.0.1:${adminPort}/ready`);
        return ok;
      });
      return new Envoy(port, program, folder);
    } catch (error) {
      await program.end();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#program.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

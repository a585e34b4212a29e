import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { freePorts, Program } from '@kuadrant/test-control-plane';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { until } from '../until';
import { programFolder } from './cache';

/** The folder with Authorino and its definition; undefined where scripts/build-authorino.mjs has not run. */
export function authorinoFolder(): string | undefined {
  return programFolder('authorino', 'authorino');
}

/** The definition of AuthConfigs that this Authorino reads. */
export function authConfigDefinition(folder: string): KubernetesObject {
  return parse(
    readFileSync(
      path.join(folder, 'authorino.kuadrant.io_authconfigs.yaml'),
      'utf8',
    ),
  );
}

/** A running Authorino. */
export class Authorino {
  /** Port of the gRPC interface that Envoy calls. */
  readonly grpcPort: number;
  /** Port of the raw HTTP interface, with the path /check. */
  readonly httpPort: number;
  readonly #program: Program;

  private constructor(program: Program, grpcPort: number, httpPort: number) {
    this.#program = program;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
  }

  /** Starts Authorino on the cluster of a kubeconfig; it has read the AuthConfigs there when the promise resolves. */
  static async start(
    folder: string,
    kubeconfigFile: string,
  ): Promise<Authorino> {
    const [grpc, http, oidc, metrics, health] = await freePorts(5);
    const program = new Program(
      path.join(folder, 'authorino'),
      [
        'server',
        `--ext-auth-grpc-port=${grpc}`,
        `--ext-auth-http-port=${http}`,
        `--oidc-http-port=${oidc}`,
        `--metrics-addr=127.0.0.1:${metrics}`,
        `--health-probe-addr=127.0.0.1:${health}`,
        '--log-level=error',
      ],
      { KUBECONFIG: kubeconfigFile },
    );
    try {
      await until(async () => {
        if (program.hasEnded) {
          throw new Error(`Authorino did not start: ${program.output}`);
        }
        const { ok } = await fetch(`http://127.0.0.1:${health}/readyz`);
        return ok;
      });
      return new Authorino(program, grpc, http);
    } catch (error) {
      await program.end();
      throw error;
    }
  }

  /** Stops it where it is, as on a machine that has no time for it. */
  pause(): void {
    this.#program.signal('SIGSTOP');
  }

  resume(): void {
    this.#program.signal('SIGCONT');
  }

  stop(): Promise<void> {
    return this.#program.end();
  }
}

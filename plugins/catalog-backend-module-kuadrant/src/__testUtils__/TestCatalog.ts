import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import type { JsonObject } from '@backstage/types';
import catalogModuleKuadrant from '..';

const LIMIT_MS = 60_000;

/** Backstage's catalog with this module, on a cluster. */
export class TestCatalog {
  readonly #backend: TestBackend;

  static async start(options: {
    kubeconfig: string;
    /** `kuadrant.catalog`. */
    config?: JsonObject;
    /** The database of other replicas. */
    database?: DatabaseService;
    logger?: LoggerService;
  }): Promise<TestCatalog> {
    const { kubeconfig, config = {}, database, logger } = options;
    const backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleKuadrant,
        mockServices.rootConfig.factory({
          data: {
            kuadrant: {
              cluster: { kubeconfig: { path: kubeconfig } },
              catalog: config,
            },
          },
        }),
        ...(database
          ? [
              createServiceFactory({
                service: coreServices.database,
                deps: {},
                factory: () => database,
              }),
            ]
          : []),
        ...(logger
          ? [
              createServiceFactory({
                service: coreServices.logger,
                deps: {},
                factory: () => logger,
              }),
            ]
          : []),
      ],
    });
    return new TestCatalog(backend);
  }

  private constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  /** The API entities that the catalog shows. */
  async read(): Promise<Entity[]> {
    const response = await fetch(
      `http://localhost:${this.#backend.server.port()}/api/catalog/entities?filter=kind=api`,
      { headers: { authorization: mockCredentials.user.header() } },
    );
    return (await response.json()) as Entity[];
  }

  /** Reads until the catalog is as wanted. */
  async until(holds: (entities: Entity[]) => boolean): Promise<void> {
    const started = Date.now();
    for (;;) {
      const entities = await this.read();
      if (holds(entities)) {
        return;
      }
      if (Date.now() - started > LIMIT_MS) {
        throw new Error(`The catalog has ${JSON.stringify(entities)}`);
      }
      await new Promise(done => setTimeout(done, 50));
    }
  }
}

/** The entities' namespaces and names in one line. */
export const refs = (entities: Entity[]) =>
  entities
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .sort()
    .join(' ');

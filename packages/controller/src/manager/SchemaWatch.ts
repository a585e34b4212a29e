import {
  isNotFound,
  type KubernetesClient,
  type ReflectorTimes,
  ResourceCache,
} from '@kuadrant/kubernetes-cache';
import type { Logger } from '../runtime';
import {
  type CustomResourceDefinition,
  customResourceDefinitions,
  DEFINITION_NAMES,
  schemaProblems,
} from './schemas';

/**
 * Follows the schemas of the four kinds. Kuadrant's operator installs its own over those that are there, and a schema
 * drops every field that it does not know.
 *
 * @remarks
 * Of all definitions only the metadata is held; the four are read when they change. Where the right to read them is
 * missing, that is logged once, and nothing is known of the schemas.
 */
export class SchemaWatch {
  readonly #client: KubernetesClient;
  readonly #logger: Logger;
  readonly #onChange: () => void;
  readonly #cache: ResourceCache<CustomResourceDefinition>;
  #problems: string[] = [];
  /** Versions of the definitions as they were last read. */
  #seen?: string;
  #reading: Promise<void> = Promise.resolve();
  #unsubscribe: (() => void)[] = [];

  constructor(options: {
    client: KubernetesClient;
    logger: Logger;
    times?: Partial<ReflectorTimes>;
    /** Called when the definitions are others than before. */
    onChange: () => void;
  }) {
    this.#client = options.client;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#cache = ResourceCache.create<CustomResourceDefinition>({
      client: options.client,
      resource: customResourceDefinitions,
      metadataOnly: true,
      logger: options.logger,
      times: options.times,
    });
  }

  /** What the schemas lack, a sentence each. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  start(): void {
    this.#unsubscribe = [
      this.#cache.subscribe(({ object }) => {
        if (this.#cache.hasSynced && isWatched(object)) {
          this.#readSoon();
        }
      }),
      this.#cache.onStatusChange(({ synced }) => {
        if (synced && this.#seen === undefined) {
          this.#readSoon();
        }
      }),
    ];
    this.#cache.start();
  }

  async stop(): Promise<void> {
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
    await this.#cache.stop();
    await this.#reading;
  }

  #readSoon(): void {
    this.#reading = this.#reading
      .then(() => this.#read())
      .catch(error =>
        this.#logger.warn(`The schemas could not be read: ${error}`),
      );
  }

  async #read(): Promise<void> {
    const found = new Map<string, CustomResourceDefinition>();
    for (const name of DEFINITION_NAMES) {
      try {
        found.set(
          name,
          await this.#client.get<CustomResourceDefinition>(
            customResourceDefinitions,
            { name },
          ),
        );
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    }
    const seen = JSON.stringify(
      [...found.values()].map(({ metadata }) => [
        metadata.uid,
        metadata.generation,
      ]),
    );
    if (seen === this.#seen) {
      return;
    }
    const isFirst = this.#seen === undefined;
    this.#seen = seen;
    this.#tell(schemaProblems(found));
    if (!isFirst) {
      this.#onChange();
    }
  }

  #tell(problems: string[]): void {
    problems
      .filter(problem => !this.#problems.includes(problem))
      .forEach(problem => this.#logger.warn(problem));
    if (this.#problems.length > 0 && problems.length === 0) {
      this.#logger.info('The schemas have all that the controller needs');
    }
    this.#problems = problems;
  }
}

function isWatched({ metadata }: CustomResourceDefinition): boolean {
  return DEFINITION_NAMES.includes(metadata.name);
}

import {
  ANNOTATIONS,
  consumerNamespaceName,
  LABELS,
  namespaces,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isNotFound,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';
import type {
  KuadrantCaches,
  KuadrantCluster,
} from '@kuadrant/backstage-plugin-kuadrant-node';
import { CodedError } from '../errors';
import { PORTAL_FIELD_MANAGER } from './portal';

/** The namespaces in which consumers' keys live. */
export class ConsumerNamespaces {
  readonly #client: KubernetesClient;
  readonly #cache: KuadrantCaches['namespaces'];

  constructor({ client, caches }: Pick<KuadrantCluster, 'client' | 'caches'>) {
    this.#client = client;
    this.#cache = caches.namespaces;
  }

  /**
   * The name of a consumer's namespace, which is made when it is not there.
   *
   * @throws CodedError conflict when a namespace of that name is there, but not one of ours
   */
  async ensure(userEntityRef: string): Promise<string> {
    const name = consumerNamespaceName(userEntityRef);
    const namespace =
      (await this.#find(name)) ?? (await this.#create(name, userEntityRef));
    if (namespace.metadata.labels?.[LABELS.consumerNamespace] !== 'true') {
      throw new CodedError(
        'conflict',
        `The namespace ${name} is there already and was not made for keys. Ask a platform engineer to label it ${LABELS.consumerNamespace}=true or to remove it.`,
      );
    }
    if (namespace.metadata.deletionTimestamp) {
      throw new CodedError(
        'conflict',
        `The namespace ${name} is being deleted. Try again in a minute.`,
      );
    }
    return name;
  }

  async #find(name: string): Promise<KubernetesObject | undefined> {
    try {
      return named(await this.#client.get(namespaces, { name }));
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async #create(
    name: string,
    userEntityRef: string,
  ): Promise<KubernetesObject> {
    try {
      return named(
        await this.#cache.create(
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: {
              name,
              labels: { [LABELS.consumerNamespace]: 'true' },
              annotations: { [ANNOTATIONS.userId]: userEntityRef },
            },
          },
          PORTAL_FIELD_MANAGER,
        ),
      );
    } catch (error) {
      // Two first requests of one consumer at the same time.
      const other = isAlreadyExists(error) && (await this.#find(name));
      if (!other) {
        throw error;
      }
      return other;
    }
  }
}

function named(object: unknown): KubernetesObject {
  return object as KubernetesObject;
}

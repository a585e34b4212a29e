import {
  apiProducts,
  cleanObject,
  exposureOfRoute,
  httpRoutes,
  isExposedTo,
  namespaces,
  productOwner,
  refOfObject,
  type APIProduct,
  type KubernetesObject,
  type ObjectRef,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import type { Access } from '../authorization';
import { CodedError } from '../errors';

/**
 * Asks the cluster for what a right depends on, before something is written by it: caches may lag, and nobody may
 * act on a product or a route that they have lost, through a replica that has not seen it yet.
 */
export class Rechecks {
  readonly #client: Pick<KubernetesClient, 'listMetadata'>;

  constructor(client: Pick<KubernetesClient, 'listMetadata'>) {
    this.#client = client;
  }

  /**
   * Checks that a product has the owner that it has in the caches.
   *
   * @throws CodedError conflict
   */
  async owner(product: APIProduct): Promise<void> {
    const present = await this.#find(apiProducts, refOfObject(product));
    if (
      present?.metadata.uid !== product.metadata.uid ||
      // Of an owner only the metadata tells.
      productOwner(present as APIProduct) !== productOwner(product)
    ) {
      throw new CodedError(
        'conflict',
        `The API product ${objectKey(product.metadata)} has just got another owner, or was deleted. Load it again.`,
      );
    }
  }

  /** Whether a route is exposed to the caller in the cluster. */
  async isExposed(
    access: Access,
    { namespace = '', name }: ObjectRef,
  ): Promise<boolean> {
    const [route, ofAll] = await Promise.all([
      this.#find(httpRoutes, { namespace, name }),
      this.#find(namespaces, { name: namespace }),
    ]);
    return isExposedTo(
      exposureOfRoute(route, ofAll),
      access.caller.ownershipRefs,
    );
  }

  // A list of one, which the rights to follow a kind include. The right to get each object is not needed.
  async #find(
    resource: ResourceDefinition,
    { namespace, name }: { namespace?: string; name: string },
  ): Promise<KubernetesObject | undefined> {
    try {
      const { items } = await this.#client.listMetadata(resource, {
        namespace,
        fieldSelector: `metadata.name=${name}`,
      });
      const [found] = items as KubernetesObject[];
      return found && cleanObject(found);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

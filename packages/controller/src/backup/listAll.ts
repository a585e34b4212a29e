import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type {
  KubernetesClient,
  ResourceDefinition,
} from '@kuadrant/kubernetes-cache';

const PAGE = 500;

/**
 * All objects of a kind, read page by page.
 *
 * @param namespaces - where; all namespaces where absent
 */
export async function listAll<T extends KubernetesObject>(
  client: KubernetesClient,
  resource: ResourceDefinition<T>,
  namespaces?: string[],
): Promise<T[]> {
  const found: T[] = [];
  for (const namespace of namespaces ?? [undefined]) {
    let next: string | undefined;
    do {
      const page = await client.list<T>(resource, {
        namespace,
        limit: PAGE,
        continue: next,
      });
      found.push(...page.items);
      next = page.continue;
    } while (next);
  }
  return found;
}

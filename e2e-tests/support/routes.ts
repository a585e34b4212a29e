import {
  authPolicies,
  httpRoutes,
  type KubernetesObject,
  LABELS,
  labelValue,
  planPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isNotFound,
  KubernetesClient,
  type ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import { kubeconfig } from './playground';

const NAMESPACE = 'toystore';
const TEMPLATE = 'toystore';
const KINDS = [httpRoutes, authPolicies, planPolicies] as ResourceDefinition[];

/**
 * Adds a route with policies as the toystore has them, at `<route>.localhost`, that takes the keys of one product. A
 * product that shares the toystore's own route would get no keys: its AuthPolicy takes those of the toystore only.
 *
 * @param product - name of the product, which need not exist yet
 */
export async function addRoute(route: string, product: string): Promise<void> {
  await removeRoute(route);
  await withClient(async client => {
    for (const kind of KINDS) {
      const template = (await client.get(kind, {
        namespace: NAMESPACE,
        name: TEMPLATE,
      })) as KubernetesObject;
      await client.create(kind, copyOf(template, route, product));
    }
  });
}

/** Removes a route that {@link addRoute} has added, and its policies. */
export async function removeRoute(route: string): Promise<void> {
  await withClient(async client => {
    for (const kind of KINDS) {
      try {
        await client.delete(kind, { namespace: NAMESPACE, name: route });
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    }
  });
}

function copyOf(
  template: KubernetesObject,
  route: string,
  product: string,
): KubernetesObject {
  const { labels, annotations } = template.metadata;
  const { spec } = structuredClone(template) as KubernetesObject & {
    spec: {
      hostnames?: string[];
      targetRef?: { name: string };
      rules?: {
        authentication?: Record<
          string,
          { apiKey?: { selector?: { matchLabels?: Record<string, string> } } }
        >;
      };
    };
  };
  if (spec.hostnames) {
    spec.hostnames = [`${route}.localhost`];
  }
  if (spec.targetRef) {
    spec.targetRef.name = route;
  }
  for (const { apiKey } of Object.values(spec.rules?.authentication ?? {})) {
    const selected = apiKey?.selector?.matchLabels;
    if (selected?.[LABELS.apiProduct]) {
      selected[LABELS.apiProduct] = labelValue(product);
    }
  }
  return {
    metadata: { namespace: NAMESPACE, name: route, labels, annotations },
    spec,
  } as KubernetesObject;
}

async function withClient(
  work: (client: KubernetesClient) => Promise<void>,
): Promise<void> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const client = KubernetesClient.fromKubeConfig(config);
  try {
    await work(client);
  } finally {
    await client.close();
  }
}

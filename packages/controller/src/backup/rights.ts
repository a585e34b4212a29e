import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import type {
  KubernetesClient,
  ResourceDefinition,
} from '@kuadrant/kubernetes-cache';
import { BackupError } from './BackupError';
import type { SavedObjects } from './savedObjects';

/** One right: a verb on a resource of a group. */
interface Right {
  group: string;
  resource: string;
  verb: string;
  subresource?: string;
  /** Where it is needed; cluster-wide where absent. */
  namespaces?: string[];
}

interface AccessReview extends KubernetesObject {
  spec: { resourceAttributes: Record<string, string | undefined> };
  status?: { allowed?: boolean };
}

const reviews: ResourceDefinition<AccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  plural: 'selfsubjectaccessreviews',
  namespaced: false,
};

const PORTAL = 'devportal.kuadrant.io';

/** What a restore of these objects has to be allowed to write. */
export function rightsToRestore(objects: SavedObjects): Right[] {
  const within = (list: KubernetesObject[]) => [
    ...new Set(list.map(({ metadata }) => metadata.namespace ?? '')),
  ];
  const right = (
    list: KubernetesObject[],
    group: string,
    resource: string,
    verb: string,
    subresource?: string,
  ): Right[] =>
    list.length === 0
      ? []
      : [{ group, resource, verb, subresource, namespaces: within(list) }];
  const { products, keys, decisions, requests, secrets } = objects;
  const reviewed = [...requests, ...decisions];
  return [
    ...right(products, PORTAL, 'apiproducts', 'create'),
    ...right(products, PORTAL, 'apiproducts', 'patch', 'status'),
    ...right(keys, PORTAL, 'apikeys', 'create'),
    ...right(keys, PORTAL, 'apikeys', 'patch'),
    ...right(reviewed, PORTAL, 'apikeyrequests', 'create'),
    ...right(reviewed, PORTAL, 'apikeyrequests', 'delete'),
    ...right(decisions, PORTAL, 'apikeyapprovals', 'create'),
    ...right(decisions, PORTAL, 'apikeyapprovals', 'patch'),
    ...right(secrets, '', 'secrets', 'create'),
  ];
}

/**
 * Checks rights before anything is written: a restore that stops in the middle for want of one helps nobody.
 *
 * @throws BackupError that lists what is missing, as rules of a role
 */
export async function requireRights(
  client: KubernetesClient,
  rights: Right[],
): Promise<void> {
  const missing = (
    await Promise.all(
      rights.map(async right => ((await isHeld(client, right)) ? [] : [right])),
    )
  ).flat();
  if (missing.length > 0) {
    throw new BackupError(
      `Rights are missing, and nothing was written. Bind the ClusterRole developer-portal-restore, or add these rules:\n${missing
        .map(
          ({ group, resource, subresource, verb }) =>
            `  - {apiGroups: ['${group}'], resources: [${[resource, subresource].filter(Boolean).join('/')}], verbs: [${verb}]}`,
        )
        .join('\n')}`,
    );
  }
}

async function isHeld(
  client: KubernetesClient,
  right: Right,
): Promise<boolean> {
  if (await isAllowed(client, right)) {
    return true;
  }
  for (const namespace of right.namespaces ?? []) {
    if (!(await isAllowed(client, right, namespace))) {
      return false;
    }
  }
  return right.namespaces !== undefined;
}

async function isAllowed(
  client: KubernetesClient,
  { group, resource, subresource, verb }: Right,
  namespace?: string,
): Promise<boolean> {
  const review = await client.create(reviews, {
    metadata: { name: '' },
    spec: {
      resourceAttributes: { group, resource, subresource, verb, namespace },
    },
  });
  return review.status?.allowed === true;
}

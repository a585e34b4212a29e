import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { RealCluster } from './RealCluster';

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('What was waited for did not happen');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** A Namespace. */
export function namespace(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/**
 * The kinds of Gateway API and Kuadrant.
 *
 * @param root - of the repository
 */
export function foreignKinds(root: string): object[] {
  const crds = path.join(root, 'packages/playground/demo-data/crds');
  return readdirSync(crds).map(file =>
    parse(readFileSync(path.join(crds, file), 'utf8')),
  );
}

/** The object that stands for a Kuadrant that is installed. */
export function kuadrantObject() {
  return {
    apiVersion: 'kuadrant.io/v1beta1',
    kind: 'Kuadrant',
    metadata: { name: 'kuadrant', namespace: 'kuadrant-system' },
  };
}

/** What Kuadrant's operator does once Authorino has taken a policy in. */
export async function acceptAuthPolicy(cluster: RealCluster): Promise<void> {
  const conditions = ['Accepted', 'Enforced'].map(type => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    lastTransitionTime: new Date().toISOString(),
  }));
  await cluster.kubectl(
    ...['patch', 'authpolicy', 'toystore', '-n', 'toystore'],
    ...['--subresource=status', '--type=merge', '-p'],
    JSON.stringify({ status: { conditions } }),
  );
}

/** Accepts the HTTPRoute of the example, as its Gateway's controller does. */
export async function acceptRoute(cluster: RealCluster): Promise<void> {
  const parent = {
    parentRef: { name: 'external', namespace: 'gateway-system' },
    controllerName: 'example.com/gateway-controller',
    conditions: [
      {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: '',
        lastTransitionTime: new Date().toISOString(),
      },
    ],
  };
  await cluster.kubectl(
    ...['patch', 'httproute', 'toystore', '-n', 'toystore'],
    ...['--subresource=status', '--type=merge', '-p'],
    JSON.stringify({ status: { parents: [parent] } }),
  );
}

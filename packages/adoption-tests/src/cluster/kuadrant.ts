import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
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

/** The namespace of deploy/examples/toystore.yaml, and what its objects are called. */
const EXAMPLE = 'toystore';

/**
 * The route of the example with its policies, for another product.
 *
 * @param root - of the repository
 */
export function routeLikeExample(root: string, name: string): object[] {
  const example = readFileSync(
    path.join(root, 'deploy/examples/toystore.yaml'),
    'utf8',
  );
  return parseAllDocuments(example)
    .map(document => document.toJS())
    .filter(({ kind }) =>
      ['HTTPRoute', 'AuthPolicy', 'PlanPolicy'].includes(kind),
    )
    .map(object => {
      const text = JSON.stringify(object)
        .replaceAll('"name":"toystore"', `"name":"${name}"`)
        .replaceAll('apiproduct":"toystore"', `apiproduct":"${name}"`)
        .replaceAll('toystore.example.com', `${name}.example.com`);
      return JSON.parse(text);
    });
}

/** What Kuadrant's operator does once Authorino has taken a policy in. */
export async function acceptAuthPolicy(
  cluster: RealCluster,
  name = EXAMPLE,
): Promise<void> {
  const conditions = ['Accepted', 'Enforced'].map(type => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    lastTransitionTime: new Date().toISOString(),
  }));
  await cluster.kubectl(
    ...['patch', 'authpolicy', name, '-n', EXAMPLE],
    ...['--subresource=status', '--type=merge', '-p'],
    JSON.stringify({ status: { conditions } }),
  );
}

/** Accepts an HTTPRoute in the namespace of the example, as its Gateway's controller does. */
export async function acceptRoute(
  cluster: RealCluster,
  name = EXAMPLE,
): Promise<void> {
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
    ...['patch', 'httproute', name, '-n', EXAMPLE],
    ...['--subresource=status', '--type=merge', '-p'],
    JSON.stringify({ status: { parents: [parent] } }),
  );
}

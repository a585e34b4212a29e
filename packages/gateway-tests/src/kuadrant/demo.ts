import type {
  AuthPolicy,
  HTTPRoute,
  KubernetesObject,
  PlanPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const folder = path.join(
  path.dirname(require.resolve('@kuadrant/playground/package.json')),
  'demo-data',
);

/** The objects of a file of the demo, with the conditions that a cluster with Kuadrant gives them. */
export function demoObjects(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(path.join(folder, file), 'utf8'))
    .map(document => document.toJS() as KubernetesObject)
    .map(withStatus);
}

/** The object with the status that its controllers write once all is well. */
export function withStatus(object: KubernetesObject): KubernetesObject {
  switch (object.kind) {
    case 'AuthPolicy':
    case 'PlanPolicy':
    case 'RateLimitPolicy':
      return {
        ...object,
        status: { conditions: ['Accepted', 'Enforced'].map(isTrue) },
      } as KubernetesObject;
    case 'HTTPRoute':
      return {
        ...object,
        status: {
          parents: (object as HTTPRoute).spec.parentRefs?.map(parentRef => ({
            parentRef,
            controllerName: 'example.com/gateway-controller',
            conditions: ['Accepted', 'ResolvedRefs'].map(isTrue),
          })),
        },
      } as KubernetesObject;
    default:
      return object;
  }
}

/** The policies of one product of the demo. */
export function policiesIn(objects: readonly KubernetesObject[]) {
  const find = <T extends KubernetesObject>(kind: string) =>
    objects.find(object => object.kind === kind) as T;
  return {
    authPolicy: find<AuthPolicy>('AuthPolicy'),
    planPolicy: find<PlanPolicy>('PlanPolicy'),
  };
}

function isTrue(type: string) {
  return {
    type,
    status: 'True',
    reason: type,
    message: '',
    lastTransitionTime: new Date().toISOString(),
  };
}

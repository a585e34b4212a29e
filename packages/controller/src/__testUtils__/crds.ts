import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const CRD_FOLDER = join(__dirname, '../../../../deploy/crds');

/** The four definitions of this project, as they are deployed. */
function ownDefinitions(): object[] {
  return readdirSync(CRD_FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .map(file => parse(readFileSync(join(CRD_FOLDER, file), 'utf8')));
}

function permissive(
  group: string,
  version: string,
  kind: string,
  plural: string,
): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: {
        // Names below k8s.io are reserved unless they say that this is known.
        'api-approved.kubernetes.io': 'unapproved, for tests',
      },
    },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
}

/** All definitions that the controller's tests need; those of other projects take any content. */
export function definitions(): object[] {
  return [
    ...ownDefinitions(),
    permissive('gateway.networking.k8s.io', 'v1', 'Gateway', 'gateways'),
    permissive('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'),
    permissive('kuadrant.io', 'v1', 'AuthPolicy', 'authpolicies'),
    permissive('kuadrant.io', 'v1beta1', 'Kuadrant', 'kuadrants'),
    permissive(
      'extensions.kuadrant.io',
      'v1alpha1',
      'PlanPolicy',
      'planpolicies',
    ),
  ];
}

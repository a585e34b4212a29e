import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const OWN = join(require.resolve('../package.json'), '../../../deploy/crds');

/** Definitions of other projects that the portal and the controller read. */
const FOREIGN: [
  group: string,
  version: string,
  kind: string,
  plural: string,
][] = [
  ['gateway.networking.k8s.io', 'v1', 'Gateway', 'gateways'],
  ['gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'],
  ['gateway.networking.k8s.io', 'v1', 'GRPCRoute', 'grpcroutes'],
  ['gateway.networking.k8s.io', 'v1', 'ListenerSet', 'listenersets'],
  ['kuadrant.io', 'v1', 'AuthPolicy', 'authpolicies'],
  ['kuadrant.io', 'v1', 'RateLimitPolicy', 'ratelimitpolicies'],
  ['kuadrant.io', 'v1beta1', 'Kuadrant', 'kuadrants'],
  ['extensions.kuadrant.io', 'v1alpha1', 'PlanPolicy', 'planpolicies'],
];

/** This project's four definitions, as they are deployed. */
function ownDefinitions(): object[] {
  return readdirSync(OWN)
    .filter(file => file.endsWith('.yaml'))
    .map(file => parse(readFileSync(join(OWN, file), 'utf8')));
}

function permissive([group, version, kind, plural]: (typeof FOREIGN)[number]) {
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

/** All definitions that tests need; those of other projects take any content. */
export function definitions(): object[] {
  return [...ownDefinitions(), ...FOREIGN.map(permissive)];
}

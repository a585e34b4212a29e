import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  type KubernetesObject,
  type ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Where the schemas of custom resources are found. */
export const customResourceDefinitions: ResourceDefinition<CustomResourceDefinition> =
  {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    namespaced: false,
  };

/** A part of an OpenAPI schema. */
interface Schema {
  properties?: Record<string, Schema>;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** The fields of a CustomResourceDefinition that are read. */
export interface CustomResourceDefinition extends KubernetesObject {
  spec: {
    versions: {
      name: string;
      served: boolean;
      schema?: { openAPIV3Schema?: Schema };
    }[];
  };
}

/** The fields that the controller reads and writes; a schema that lacks one prunes it. */
const NEEDED: [ResourceDefinition<KubernetesObject>, string[]][] = [
  [
    apiProducts as ResourceDefinition<KubernetesObject>,
    [
      'spec.approvalMode',
      'spec.targetRef',
      'spec.documentation.openAPISpecURL',
      'status.observedGeneration',
      'status.conditions',
      'status.discoveredPlans',
      'status.discoveredAuthScheme',
      'status.oidcDiscovery',
      'status.openapi',
    ],
  ],
  [
    apiKeys as ResourceDefinition<KubernetesObject>,
    [
      'spec.apiProductRef.namespace',
      'spec.secretRef',
      'spec.planTier',
      'spec.requestedBy',
      'spec.expiresAt',
      'status.observedGeneration',
      'status.conditions',
      'status.apiHostname',
      'status.limits',
      'status.authScheme',
    ],
  ],
  [
    apiKeyRequests as ResourceDefinition<KubernetesObject>,
    [
      'spec.apiProductRef',
      'spec.apiKeyRef',
      'spec.planTier',
      'spec.requestedBy',
      'spec.expiresAt',
      'status.conditions',
    ],
  ],
  [
    apiKeyApprovals as ResourceDefinition<KubernetesObject>,
    [
      'spec.apiKeyRequestRef',
      'spec.approved',
      'spec.reviewedBy',
      'spec.reviewedAt',
      'spec.message',
      'status.observedGeneration',
      'status.conditions',
    ],
  ],
];

/** The names of the definitions that are looked at. */
export const DEFINITION_NAMES = NEEDED.map(
  ([{ plural, group }]) => `${plural}.${group}`,
);

/**
 * What the schemas of the four kinds lack, a sentence each.
 *
 * @param found - the definitions by name; those that do not exist are absent
 */
export function schemaProblems(
  found: Map<string, CustomResourceDefinition>,
): string[] {
  return NEEDED.flatMap(([resource, fields]) => {
    const name = `${resource.plural}.${resource.group}`;
    const definition = found.get(name);
    const version = definition?.spec.versions.find(
      each => each.name === resource.version && each.served,
    );
    if (!definition || definition.metadata.deletionTimestamp) {
      return [`CustomResourceDefinition ${name} does not exist`];
    }
    if (!version) {
      return [
        `CustomResourceDefinition ${name} does not serve version ${resource.version}`,
      ];
    }
    const schema = version.schema?.openAPIV3Schema ?? {};
    const lacking = fields.filter(field => !knows(schema, field.split('.')));
    return lacking.length > 0
      ? [
          `The schema of ${resource.kind} lacks ${lacking.join(', ')}, so that the API server drops what is written there`,
        ]
      : [];
  });
}

function knows(schema: Schema, [field, ...rest]: string[]): boolean {
  if (field === undefined || schema['x-kubernetes-preserve-unknown-fields']) {
    return true;
  }
  const next = schema.properties?.[field];
  return next !== undefined && knows(next, rest);
}

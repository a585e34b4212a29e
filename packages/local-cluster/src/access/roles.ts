import { authenticated, masters, unauthenticated } from './users';

/** What may be done with resources; `*` stands for all. */
export interface ResourceRule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
}

/** What may be done with other paths; `*` at the end stands for all that begin so. */
export interface NonResourceRule {
  verbs: string[];
  nonResourceURLs: string[];
}

/** A ClusterRole with the groups that it is bound to. */
export interface Role {
  name: string;
  groups: string[];
  resourceRules: ResourceRule[];
  nonResourceRules: NonResourceRule[];
}

const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

const create = (group: string, resources: string[]): ResourceRule => ({
  verbs: ['create'],
  apiGroups: [group],
  resources,
});

/**
 * The roles that a cluster with RBAC has when nobody has made any; here none can be made.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
export const roles: Role[] = [
  {
    name: 'cluster-admin',
    groups: [masters],
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  },
  {
    name: 'system:basic-user',
    groups: [authenticated],
    resourceRules: [
      create('authorization.k8s.io', [
        'selfsubjectaccessreviews',
        'selfsubjectrulesreviews',
      ]),
      create('authentication.k8s.io', ['selfsubjectreviews']),
    ],
    nonResourceRules: [],
  },
  {
    name: 'system:discovery',
    groups: [authenticated],
    resourceRules: [],
    nonResourceRules: [
      {
        verbs: ['get'],
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ],
      },
    ],
  },
  {
    name: 'system:public-info-viewer',
    groups: [authenticated, unauthenticated],
    resourceRules: [],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: publicPaths }],
  },
];

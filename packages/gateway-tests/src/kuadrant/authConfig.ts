import type {
  AuthPolicyContent,
  KubernetesObject,
  Plan,
  ResourceDefinition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';

/** Authorino's configuration of how calls with one lookup key are authenticated and authorized. */
export interface AuthConfig extends KubernetesObject {
  spec: Record<string, unknown> & { hosts: string[] };
  status?: { summary?: { ready?: boolean } };
}

export const authConfigs: ResourceDefinition<AuthConfig> = {
  group: 'authorino.kuadrant.io',
  version: 'v1beta3',
  kind: 'AuthConfig',
  plural: 'authconfigs',
  namespaced: true,
};

const USER = 'auth.identity.metadata.annotations["secret.kuadrant.io/user-id"]';

/** The name by which Kuadrant knows a path through the topology: from a Gateway's listener to a rule of a route. */
export function lookupKey(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}

/**
 * The AuthConfig that Kuadrant's operator makes for one path from the AuthPolicy in effect there: the rules as they
 * are, filters as dynamic metadata, and Authorino finds it by the path's name. Where the policy sets no headers, two of the
 * tests' own tell who was let in. They are not added to others: beside a header that cannot be computed, Authorino leaves
 * out further ones now and then.
 */
export function authConfig(options: {
  namespace: string;
  path: string;
  content: AuthPolicyContent;
  plans?: readonly Plan[];
}): AuthConfig {
  const { namespace, path, content, plans = [] } = options;
  const { response, ...rules } = content.rules ?? {};
  const { success, ...denials } = response ?? {};
  const name = lookupKey(path);
  return {
    apiVersion: 'authorino.kuadrant.io/v1beta3',
    kind: 'AuthConfig',
    metadata: { namespace, name },
    spec: {
      hosts: [name],
      ...rules,
      ...(content.when && { when: content.when }),
      ...(content.patterns && {
        patterns: Object.fromEntries(
          Object.entries(content.patterns).map(([pattern, { allOf }]) => [
            pattern,
            allOf,
          ]),
        ),
      }),
      response: {
        ...denials,
        success: {
          dynamicMetadata: success?.filters,
          headers: {
            ...(success?.headers ?? {
              'x-test-user': plain(USER),
              'x-test-secret': plain('auth.identity.metadata.name'),
            }),
            ...(plans.length > 0 && { 'x-test-plan': plain(planOf(plans)) }),
          },
        },
      },
    },
  };
}

function plain(expression: string) {
  return { plain: { expression } };
}

/** The first plan whose predicate holds. */
function planOf(plans: readonly Plan[]): string {
  return plans.reduceRight(
    (otherwise, { tier, predicate }) =>
      `(${predicate}) ? "${tier}" : (${otherwise})`,
    '""',
  );
}

import type {
  APIKey,
  APIProduct,
  AuthenticationRule,
  AuthRules,
  KeyAccessView,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';

type Policy = KubernetesObject & {
  spec: { targetRef: { group: string; kind: string; name: string } };
};

/** What those see of a policy in a list who may not read it: that it is there, and what it is attached to. */
export function policyOutline<T extends Policy>({
  apiVersion,
  kind,
  metadata: { namespace, name, uid, creationTimestamp },
  spec: { targetRef },
}: T): T {
  const { group, kind: targetKind, name: targetName } = targetRef;
  return {
    apiVersion,
    kind,
    metadata: { namespace, name, uid, creationTimestamp },
    spec: { targetRef: { group, kind: targetKind, name: targetName } },
  } as T;
}

/**
 * What of an AuthPolicy's rules those need who call an API: where a key goes, and who issues the tokens that it takes.
 * Selectors, and all else that only the gateway needs, stay out.
 */
export function callersScheme(
  scheme: NonNullable<APIProduct['status']>['discoveredAuthScheme'],
): typeof scheme {
  const { authentication = {} } = (scheme ?? {}) as AuthRules;
  return (
    scheme && {
      authentication: Object.fromEntries(
        Object.entries(authentication).map(([name, rule]) => [
          name,
          callersRule(rule),
        ]),
      ),
    }
  );
}

function callersRule({
  apiKey,
  jwt,
  credentials,
}: AuthenticationRule): AuthenticationRule {
  return {
    ...(apiKey && { apiKey: {} }),
    ...(jwt && { jwt: jwt.issuerUrl ? { issuerUrl: jwt.issuerUrl } : {} }),
    ...(credentials && { credentials }),
  };
}

/** A key without the selector by which the gateway finds it. */
export function withoutSelector(key: APIKey): APIKey {
  const { authScheme, ...status } = key.status ?? {};
  if (!authScheme) {
    return key;
  }
  const { credentials } = authScheme;
  return {
    ...key,
    status: { ...status, authScheme: credentials ? { credentials } : {} },
  };
}

/** Whether keys work, without the selector that they do not meet. */
export function callersAccess(access: KeyAccessView): KeyAccessView {
  return !access.works && access.reason === 'SelectorNotMet'
    ? {
        ...access,
        message:
          'No key of this product can meet what its AuthPolicy requires.',
      }
    : access;
}

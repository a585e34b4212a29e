import type { SeenRequest } from './RealCluster';

interface Role {
  kind: string;
  metadata: { name: string; namespace?: string };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

/** One verb on one resource, as `verb group/resource`, with the namespace in front where it holds in that one only. */
export function grantsOf(roles: Role[]): string[] {
  return roles.flatMap(({ metadata, rules = [] }) =>
    rules.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource =>
          verbs.map(verb => grant(verb, group, resource, metadata.namespace)),
        ),
      ),
    ),
  );
}

/** Whether a request made use of a grant. */
export function uses(
  { verb, group, resource, namespace }: SeenRequest,
  granted: string,
): boolean {
  return (
    granted === grant(verb, group, resource) ||
    granted === grant(verb, group, resource, namespace)
  );
}

function grant(
  verb: string,
  group: string,
  resource: string,
  namespace?: string,
): string {
  return `${namespace ? `${namespace}: ` : ''}${verb} ${group}/${resource}`;
}

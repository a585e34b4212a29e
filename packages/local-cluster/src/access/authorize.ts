import { forbidden, forbiddenPath, StatusError } from '../api/StatusError';
import { NonResourceRule, ResourceRule, Role, roles } from './roles';
import { masters, UserInfo } from './users';

/** Something that is done with a resource. */
export interface ResourceAttributes {
  verb?: string;
  group?: string;
  version?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** Something that is done with a path that names no resource. */
export interface NonResourceAttributes {
  verb?: string;
  path?: string;
}

/** What somebody wants to do. */
export type Action =
  { resource: ResourceAttributes } | { nonResource: NonResourceAttributes };

/** Whether somebody may do something, and by what right. */
export interface Decision {
  allowed: boolean;
  reason?: string;
}

function includes(values: string[], value: string): boolean {
  return values.includes('*') || values.includes(value);
}

function coversResource(
  rule: ResourceRule,
  { verb = '', group = '', resource = '', subresource }: ResourceAttributes,
): boolean {
  const full = subresource ? `${resource}/${subresource}` : resource;
  return (
    includes(rule.verbs, verb) &&
    includes(rule.apiGroups, group) &&
    includes(rule.resources, full)
  );
}

function coversPath(
  rule: NonResourceRule,
  { verb = '', path = '' }: NonResourceAttributes,
): boolean {
  return (
    includes(rule.verbs, verb) &&
    rule.nonResourceURLs.some(url =>
      url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : path === url,
    )
  );
}

function covers(role: Role, action: Action): boolean {
  return 'resource' in action
    ? role.resourceRules.some(rule => coversResource(rule, action.resource))
    : role.nonResourceRules.some(rule => coversPath(rule, action.nonResource));
}

/** The roles that a user has by the groups that the user is in. */
export function rolesOf(user: UserInfo): Role[] {
  return roles.filter(role =>
    role.groups.some(group => user.groups.includes(group)),
  );
}

/** Decides by the default roles of Kubernetes, as the only ones there are. */
export function decide(user: UserInfo, action: Action): Decision {
  if (user.groups.includes(masters)) {
    return { allowed: true };
  }
  const role = rolesOf(user).find(candidate => covers(candidate, action));
  if (!role) {
    return { allowed: false };
  }
  const group = role.groups.find(name => user.groups.includes(name));
  return {
    allowed: true,
    reason: `RBAC: allowed by ClusterRoleBinding "${role.name}" of ClusterRole "${role.name}" to Group "${group}"`,
  };
}

/** The 403 for what {@link decide} does not allow. */
export function refusal(user: UserInfo, action: Action): StatusError {
  const who = `User ${JSON.stringify(user.username)}`;
  if ('nonResource' in action) {
    const { verb, path } = action.nonResource;
    return forbiddenPath(`${who} cannot ${verb} path ${JSON.stringify(path)}`);
  }
  const { verb, group, resource, subresource, namespace, name } =
    action.resource;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return forbidden(
    { group: group ?? '', plural: resource ?? '' },
    name ?? '',
    `${who} cannot ${verb} resource "${what}" in API group "${group ?? ''}" ${where}`,
  );
}

import { IncomingHttpHeaders } from 'node:http';
import { badRequest } from '../api/StatusError';

/** Who a request is from, as Kubernetes describes users. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: string[];
  extra?: { [key: string]: string[] };
}

export const masters = 'system:masters';
export const authenticated = 'system:authenticated';
export const unauthenticated = 'system:unauthenticated';
const anonymous = 'system:anonymous';

/** The one user with a token. */
export const administrator: UserInfo = {
  username: 'admin',
  uid: 'admin',
  groups: [masters, authenticated],
};

const extraPrefix = 'impersonate-extra-';

/**
 * The user that the administrator wants to be taken for (`kubectl --as`), by the Impersonate headers.
 *
 * @param headers - with each value of a header that was sent several times
 * @returns undefined when no header asks for it
 * @throws 400 when groups, uid or extra fields come without a user
 * @see https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
export function impersonatedUser(headers: {
  [name in keyof IncomingHttpHeaders]?: string[];
}): UserInfo | undefined {
  const username = headers['impersonate-user']?.[0] ?? '';
  const uid = headers['impersonate-uid']?.[0];
  const groups = headers['impersonate-group'] ?? [];
  const extra = Object.entries(headers)
    .filter(([name]) => name.startsWith(extraPrefix))
    .map(([name, values]): [string, string[]] => [
      extraKey(name.slice(extraPrefix.length)),
      values ?? [],
    ]);
  if (!username) {
    if (uid || groups.length > 0 || extra.length > 0) {
      throw badRequest(
        `requested ${JSON.stringify({ uid, groups, extra: Object.fromEntries(extra) })} without impersonating a user name`,
      );
    }
    return undefined;
  }
  return {
    username,
    ...(uid && { uid }),
    groups: completeGroups(username, groups),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
}

function extraKey(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

/** The groups that everyone is in, and those of a service account for whom none are named. */
function completeGroups(username: string, given: string[]): string[] {
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(username);
  const groups =
    account && given.length === 0
      ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`]
      : given;
  const everyone = username === anonymous ? unauthenticated : authenticated;
  return groups.includes(everyone) ? groups : [...groups, everyone];
}

import type { ParentAttachment } from '../attachment';
import { isConcrete } from '../attachment/hostnames';
import type { Route } from '../objects';
import type { RouteHost } from './routeHosts';

/**
 * The hostname to tell consumers of a route, without scheme and port: the first that a listener serves, as `*.example.com`
 * where the caller chooses a part of it, or the Gateway's address where it takes every name. Where the Gateway cannot be
 * seen and the cluster reports that it takes the route, it is the first name of the route itself. Undefined when there is
 * none.
 *
 * @public
 */
export function apiHostname(
  route: Route,
  attachments: readonly ParentAttachment[],
  hosts: readonly RouteHost[],
): string | undefined {
  const [host] = hosts;
  if (host) {
    return host.kind === 'any' ? addressIn(host) : host.hostname;
  }
  const unseen = attachments.some(
    ({ accepted, gateway }) => accepted && !gateway,
  );
  const names = route.spec.hostnames ?? [];
  return unseen ? (names.find(isConcrete) ?? names[0]) : undefined;
}

function addressIn({ url, placeholder }: RouteHost): string | undefined {
  return placeholder ? undefined : new URL(url).hostname;
}

import type { Gateway } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  servingListeners,
  type ParentAttachment,
  type ServingListener,
} from '../attachment';
import { ANY_HOST, isConcrete } from '../attachment/hostnames';
import { configuredUrl, HOST_PLACEHOLDER } from './configuredUrls';

/**
 * A host at which a route can be called.
 *
 * @public
 */
export interface RouteHost {
  /**
   * `concrete`: one hostname. `wildcard`: any hostname below `*.`. `any`: the Gateway takes every hostname, so its
   * address is enough.
   */
  kind: 'concrete' | 'wildcard' | 'any';
  /** The hostname, the pattern `*.example.com`, or `*`. */
  hostname: string;
  /** Scheme, host and port, without a slash at the end. */
  url: string;
  /** Whether the URL has a part in angle brackets that the caller has to fill in. */
  placeholder: boolean;
  /** Whether the URL comes from configuration. */
  configured: boolean;
  /** How to call without DNS: at the Gateway's address, with a Host header where a name is needed. */
  viaAddress?: { url: string; hostHeader?: string };
  /** The listener that serves it. */
  listener: ServingListener;
}

/**
 * Options of `routeHosts`.
 *
 * @public
 */
export interface RouteHostsOptions {
  /**
   * Configured base URLs by hostname or pattern, for Gateways behind load balancers. The URL of a wildcard may contain
   * `*` for the caller's part.
   */
  baseUrls?: ReadonlyMap<string, string>;
}

const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 };
const ADDRESS_PLACEHOLDER = '<gateway-address>';
const KINDS = ['concrete', 'wildcard', 'any'] as const;

/**
 * The hosts at which a route can be called, those with a concrete name first, each with the best of the listeners that
 * serve it: HTTPS before HTTP. A hostname that a more specific listener of the same port takes away is left out: calls
 * for it never reach the route.
 *
 * @public
 */
export function routeHosts(
  attachments: readonly ParentAttachment[],
  { baseUrls = new Map() }: RouteHostsOptions = {},
): RouteHost[] {
  const best = new Map<string, ServingListener>();
  for (const listener of servingListeners(attachments)) {
    for (const { hostname, taken } of listener.hostnames) {
      const known = best.get(hostname);
      const better =
        !known ||
        (schemeOf(known) === 'http' && schemeOf(listener) === 'https');
      if (better && !taken) {
        best.set(hostname, listener);
      }
    }
  }
  return [...best]
    .map(([hostname, listener]) => hostAt(hostname, listener, baseUrls))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function hostAt(
  hostname: string,
  listener: ServingListener,
  baseUrls: ReadonlyMap<string, string>,
): RouteHost {
  const address = addressOf(listener.gateway);
  const at = (host: string) => urlAt(host, listener);
  const configured = configuredUrl(hostname, baseUrls);
  const base = { hostname, listener, configured: configured !== undefined };
  if (hostname === ANY_HOST) {
    return {
      ...base,
      kind: 'any',
      url: at(address ?? ADDRESS_PLACEHOLDER),
      placeholder: address === undefined,
      ...configured,
      ...(address && { viaAddress: { url: at(address) } }),
    };
  }
  const concrete = isConcrete(hostname);
  const name = hostname.replace('*', HOST_PLACEHOLDER);
  return {
    ...base,
    kind: concrete ? 'concrete' : 'wildcard',
    url: at(name),
    placeholder: !concrete,
    ...configured,
    ...(address && { viaAddress: { url: at(address), hostHeader: name } }),
  };
}

function schemeOf({ listener }: ServingListener): 'http' | 'https' {
  return listener.protocol === 'HTTPS' ? 'https' : 'http';
}

function urlAt(host: string, serving: ServingListener): string {
  const scheme = schemeOf(serving);
  const { port } = serving.listener;
  return port === DEFAULT_PORTS[scheme]
    ? `${scheme}://${host}`
    : `${scheme}://${host}:${port}`;
}

/** The first address of a Gateway that others can call; names of a provider are no such addresses. */
function addressOf({ status }: Gateway): string | undefined {
  const address = status?.addresses?.find(
    ({ type = 'IPAddress', value }) =>
      value && (type === 'IPAddress' || type === 'Hostname'),
  )?.value;
  return address?.includes(':') ? `[${address}]` : address;
}

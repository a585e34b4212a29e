import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { DEFAULT_KEY_PREFIX } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  DEFAULT_REQUESTER_LIMITS,
  readRequesterLimits,
  type RequesterLimits,
} from './requesterLimits';
import { refuseUnknownOptions } from '@kuadrant/backstage-plugin-kuadrant-node';
import { KEY_PREFIX_PATTERN } from '../keys/apiKeyValue';

const ROUTES = 'kuadrant.products.routes';
const REUSE_DECISIONS = 'kuadrant.permissions.reuseDecisions';
const DEFAULT_REUSE_MS = 5_000;
// What somebody may no longer read must not be shown to them for long.
const MAX_REUSE_MS = 60_000;

/** The options of each section below `kuadrant` that this plugin reads. */
const OPTIONS: Record<string, string[]> = {
  keys: ['prefix'],
  products: ['routes'],
  approvals: ['allowSelfReview'],
  requests: ['maxPerRequester'],
  'requests.maxPerRequester': Object.keys(DEFAULT_REQUESTER_LIMITS),
  permissions: ['reuseDecisions'],
  gateway: ['baseUrls'],
};
/** Sections that other packages of the portal read. */
const SECTIONS_OF_OTHERS = ['cluster', 'catalog'];

/** What the portal's operator may set, below `kuadrant`. */
export interface KuadrantBackendConfig {
  /** What the values of keys begin with. */
  keyPrefix: string;
  /** Which routes may be offered: those exposed to the caller, or any (`kuadrant.products.routes`). */
  routes: 'exposed' | 'any';
  /** Whether a reviewer may decide on a request of their own. */
  allowSelfReview: boolean;
  /** How much one person may request. */
  maxPerRequester: RequesterLimits;
  /** URLs to call a hostname or a pattern at, where they are not those of the Gateway's listener. */
  baseUrls: ReadonlyMap<string, string>;
  /** How long a decision of Backstage's permission policy is used again for reads, in milliseconds. */
  reuseDecisionsMs: number;
  /** The one namespace of the catalog that all products are in; undefined when each is in its own. */
  catalogNamespace?: string;
}

/**
 * Reads and checks the configuration.
 *
 * @throws InputError that names the option which is wrong
 */
export function readConfig(config: Config): KuadrantBackendConfig {
  refuseMisspelt(config);
  const keyPrefix =
    config.getOptionalString('kuadrant.keys.prefix') ?? DEFAULT_KEY_PREFIX;
  if (!KEY_PREFIX_PATTERN.test(keyPrefix)) {
    throw new InputError(
      'kuadrant.keys.prefix must have 1 to 32 characters out of letters, digits, "-" and "_"',
    );
  }
  return {
    keyPrefix,
    routes: readRoutes(config),
    allowSelfReview:
      config.getOptionalBoolean('kuadrant.approvals.allowSelfReview') ?? true,
    maxPerRequester: readRequesterLimits(config),
    baseUrls: readBaseUrls(config),
    reuseDecisionsMs: readReuse(config),
    // Read and checked by the catalog module; here it tells where the entities are.
    catalogNamespace: config.getOptionalString('kuadrant.catalog.namespace'),
  };
}

function refuseMisspelt(config: Config): void {
  const keysOf = (path: string) => config.getOptionalConfig(path)?.keys() ?? [];
  const sections = Object.keys(OPTIONS).filter(path => !path.includes('.'));
  refuseUnknownOptions(
    'kuadrant',
    keysOf('kuadrant'),
    [...sections, ...SECTIONS_OF_OTHERS],
    { shared: true },
  );
  for (const [section, options] of Object.entries(OPTIONS)) {
    const path = `kuadrant.${section}`;
    refuseUnknownOptions(path, keysOf(path), options);
  }
}

function readBaseUrls(config: Config): ReadonlyMap<string, string> {
  const baseUrls = new Map<string, string>();
  const entries = config.getOptionalConfigArray('kuadrant.gateway.baseUrls');
  entries?.forEach((entry, index) => {
    const path = `kuadrant.gateway.baseUrls[${index}]`;
    refuseUnknownOptions(path, entry.keys(), ['hostname', 'url']);
    const url = entry.getString('url');
    const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
    if (protocol !== 'http:' && protocol !== 'https:') {
      throw new InputError(
        `${path}.url must be an address that begins with http:// or https://`,
      );
    }
    const hostname = entry.getString('hostname').toLocaleLowerCase('en-US');
    if (!/^(\*|(\*\.)?[^*]+)$/.test(hostname)) {
      throw new InputError(
        `${path}.hostname must be a hostname, a pattern such as *.example.com, or *`,
      );
    }
    if (url.includes('*') && !/^https?:\/\/\*\.[^*]+$/.test(url)) {
      throw new InputError(
        `${path}.url may have one *, which must be the first part of the host`,
      );
    }
    if (url.includes('*') && !hostname.startsWith('*.')) {
      throw new InputError(
        `${path}.url may only have a * where the hostname is a pattern such as *.example.com`,
      );
    }
    if (baseUrls.has(hostname)) {
      throw new InputError(`${path}.hostname is given twice: ${hostname}`);
    }
    baseUrls.set(hostname, url.replace(/\/+$/, ''));
  });
  return baseUrls;
}

function readRoutes(config: Config): 'exposed' | 'any' {
  const routes = config.getOptionalString(ROUTES) ?? 'exposed';
  if (routes !== 'exposed' && routes !== 'any') {
    throw new InputError(`${ROUTES} must be exposed or any`);
  }
  return routes;
}

function readReuse(config: Config): number {
  if (!config.has(REUSE_DECISIONS)) {
    return DEFAULT_REUSE_MS;
  }
  const reuseMs = durationToMilliseconds(
    readDurationFromConfig(config, { key: REUSE_DECISIONS }),
  );
  if (!(reuseMs >= 0 && reuseMs <= MAX_REUSE_MS)) {
    throw new InputError(
      `${REUSE_DECISIONS} must be at most ${MAX_REUSE_MS / 1000} seconds`,
    );
  }
  return reuseMs;
}

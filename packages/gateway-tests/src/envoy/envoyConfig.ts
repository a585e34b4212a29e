import type { ServedRule, VirtualHost } from './routing';

const TYPE = 'type.googleapis.com/envoy.extensions.filters';

const authorization = {
  name: 'envoy.filters.http.ext_authz',
  typed_config: {
    '@type': `${TYPE}.http.ext_authz.v3.ExtAuthz`,
    transport_api_version: 'V3',
    failure_mode_allow: false,
    // Told from what Authorino decides: Envoy answers 403 otherwise.
    status_on_error: { code: 503 },
    grpc_service: {
      envoy_grpc: { cluster_name: 'authorino' },
      // Only how long a failure takes.
      timeout: '60s',
    },
  },
};

const router = {
  name: 'envoy.filters.http.router',
  typed_config: { '@type': `${TYPE}.http.router.v3.Router` },
};

/**
 * The static resources of an Envoy that serves virtual hosts as Envoy Gateway has it do, and asks Authorino about each
 * call for which there is an AuthConfig.
 */
export function envoyConfig(options: {
  port: number;
  hosts: readonly VirtualHost[];
  authorinoPort: number;
  servicePort: number;
  /** The lookup key of the AuthConfig for a rule; undefined where no policy is in effect. */
  lookupKeyOf: (rule: ServedRule) => string | undefined;
}): object {
  const { port, hosts, authorinoPort, servicePort, lookupKeyOf } = options;
  return {
    listeners: [
      {
        name: 'calls',
        address: address(port),
        filter_chains: [
          {
            filters: [
              {
                name: 'http',
                typed_config: {
                  '@type': `${TYPE}.network.http_connection_manager.v3.HttpConnectionManager`,
                  stat_prefix: 'calls',
                  normalize_path: true,
                  merge_slashes: true,
                  path_with_escaped_slashes_action: 'UNESCAPE_AND_REDIRECT',
                  http_filters: [authorization, router],
                  route_config: {
                    ignore_port_in_host_matching: true,
                    virtual_hosts: hosts.map(({ domain, rules }) => ({
                      name: domain,
                      domains: [domain],
                      routes: rules.map(rule => routeOf(rule, lookupKeyOf)),
                    })),
                  },
                },
              },
            ],
          },
        ],
      },
    ],
    clusters: [
      {
        ...cluster('authorino', authorinoPort),
        typed_extension_protocol_options: {
          'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
            '@type':
              'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
            explicit_http_config: { http2_protocol_options: {} },
          },
        },
      },
      cluster('service', servicePort),
    ],
  };
}

function routeOf(
  rule: ServedRule,
  lookupKeyOf: (rule: ServedRule) => string | undefined,
) {
  const { path, method, headers = [], queryParams = [] } = rule.match;
  const key = lookupKeyOf(rule);
  return {
    match: {
      ...pathOf(path?.type, path?.value ?? '/'),
      headers: [
        ...(method ? [exactly(':method', method)] : []),
        ...headers.map(({ name, value }) => exactly(name, value)),
      ],
      query_parameters: queryParams.map(({ name, value }) =>
        exactly(name, value),
      ),
    },
    route: { cluster: 'service' },
    typed_per_filter_config: {
      'envoy.filters.http.ext_authz': {
        '@type': `${TYPE}.http.ext_authz.v3.ExtAuthzPerRoute`,
        ...(key === undefined
          ? { disabled: true }
          : { check_settings: { context_extensions: { host: key } } }),
      },
    },
  };
}

function pathOf(type: string | undefined, value: string) {
  if (type === 'Exact') {
    return { path: value };
  }
  const prefix = value.replace(/\/$/, '');
  return prefix ? { path_separated_prefix: prefix } : { prefix: '/' };
}

function exactly(name: string, value: string) {
  return { name, string_match: { exact: value } };
}

function cluster(name: string, port: number) {
  return {
    name,
    type: 'STATIC',
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }],
    },
  };
}

function address(port: number) {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}

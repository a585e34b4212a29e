import { durationSeconds } from '@kuadrant/backstage-plugin-kuadrant-common';
import { Command, InvalidArgumentError, Option } from 'commander';
import { list, namespace } from './values';

/** What the command line and the environment say. */
export interface CommandLineOptions {
  kubeconfig?: string;
  context?: string;
  namespaces?: string[];
  leaderElection: boolean;
  leaseNamespace?: string;
  statusHost: string;
  statusPort: number;
  allowFetchFrom?: string[];
  fetchTimeout: number;
  fetchRefresh: number;
  openapiMaxSize: number;
  openapiInlineSize: number;
  expiryWarning: number;
  selfReview: 'allow' | 'forbid';
  besideOtherController: 'wait' | 'act';
  concurrency: number;
  events: boolean;
  logLevel: string;
  logFormat: 'json' | 'text';
}

/**
 * The command with its options. Each can be given by a flag or by an environment variable; the flag goes first.
 *
 * @throws Error when a variable that switches something off says neither yes nor no
 */
export function createCommand(
  environment: Record<string, string | undefined> = process.env,
): Command {
  const option = (flags: string, description: string, variable: string) =>
    new Option(flags, description).env(variable);
  // Commander takes any value of a variable for yes, "false" too.
  const switchOff = (flag: string, description: string, variable: string) =>
    new Option(flag, `${description} (env: ${variable}=true)`).default(
      !isYes(variable, environment[variable]),
    );
  return new Command('developer-portal-controller')
    .enablePositionalOptions()
    .description(
      'Kubernetes operator of the Kuadrant developer portal. Connects with the service account when it runs in a pod, else with the kubeconfig.',
    )
    .addOption(
      option('--kubeconfig <file>', 'kubeconfig to connect with', 'KUBECONFIG'),
    )
    .addOption(
      option('--context <name>', 'context of the kubeconfig', 'KUBE_CONTEXT'),
    )
    .addOption(
      option(
        '--namespaces <names>',
        "namespaces to work in, separated by commas, Kuadrant's own among them (default: all)",
        'WATCH_NAMESPACES',
      ).argParser(text => list(text).map(namespace)),
    )
    .addOption(
      switchOff(
        '--no-leader-election',
        'act at once, without a Lease: for a single replica only',
        'NO_LEADER_ELECTION',
      ),
    )
    .addOption(
      option(
        '--lease-namespace <name>',
        "namespace of the Lease (default: the pod's, else default)",
        'POD_NAMESPACE',
      ).argParser(namespace),
    )
    .addOption(
      option(
        '--status-host <address>',
        'address for probes and metrics',
        'STATUS_HOST',
      ).default('0.0.0.0'),
    )
    .addOption(
      option(
        '--status-port <port>',
        'port of /healthz, /readyz and /metrics',
        'STATUS_PORT',
      )
        .argParser(integer(0, 65_535))
        .default(8081),
    )
    .addOption(
      option(
        '--allow-fetch-from <networks>',
        'networks (10.0.0.0/8,…) that OpenAPI documents and OIDC metadata may come from besides public addresses',
        'ALLOW_FETCH_FROM',
      ).argParser(list),
    )
    .addOption(
      option(
        '--fetch-timeout <duration>',
        'time that a fetch may take',
        'FETCH_TIMEOUT',
      )
        .argParser(milliseconds)
        .default(10_000, '10s'),
    )
    .addOption(
      option(
        '--fetch-refresh <duration>',
        'how often documents are fetched again',
        'FETCH_REFRESH',
      )
        .argParser(milliseconds)
        .default(300_000, '5m'),
    )
    .addOption(
      option(
        '--openapi-max-size <bytes>',
        'largest API document',
        'OPENAPI_SPEC_MAX_SIZE',
      )
        .argParser(integer(1, Number.MAX_SAFE_INTEGER))
        .default(10_485_760),
    )
    .addOption(
      option(
        '--openapi-inline-size <bytes>',
        'most that a document may take in the status of its product; larger ones are kept in ConfigMaps',
        'OPENAPI_SPEC_INLINE_SIZE',
      )
        .argParser(integer(0, 1_300_000))
        .default(1_048_576),
    )
    .addOption(
      option(
        '--expiry-warning <duration>',
        'how long before a key ends to warn',
        'EXPIRY_WARNING',
      )
        .argParser(milliseconds)
        .default(604_800_000, '168h'),
    )
    .addOption(
      option(
        '--self-review <rule>',
        'whether products with automatic approval approve requests of their own owners',
        'SELF_REVIEW',
      )
        .choices(['allow', 'forbid'])
        .default('allow'),
    )
    .addOption(
      option(
        '--beside-other-controller <what>',
        "what to do while Kuadrant's operator runs its own developer-portal-controller",
        'BESIDE_OTHER_CONTROLLER',
      )
        .choices(['wait', 'act'])
        .default('wait'),
    )
    .addOption(
      option(
        '--concurrency <count>',
        'objects of one kind worked on at the same time',
        'CONCURRENCY',
      )
        .argParser(integer(1, 1_000))
        .default(16),
    )
    .addOption(
      switchOff('--no-events', 'write no Kubernetes Events', 'NO_EVENTS'),
    )
    .addOption(
      option('--log-level <level>', 'least level that is logged', 'LOG_LEVEL')
        .choices(['debug', 'info', 'warn', 'error'])
        .default('info'),
    )
    .addOption(
      option('--log-format <format>', 'how lines are written', 'LOG_FORMAT')
        .choices(['json', 'text'])
        .default('json'),
    );
}

function isYes(variable: string, value = ''): boolean {
  if (['true', '1', 'yes'].includes(value.toLowerCase())) {
    return true;
  }
  if (!['', 'false', '0', 'no'].includes(value.toLowerCase())) {
    throw new Error(
      `the environment variable ${variable} is '${value}'; it must be true or false`,
    );
  }
  return false;
}

function integer(least: number, most: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(
        `It must be a whole number from ${least} to ${most}.`,
      );
    }
    return value;
  };
}

function milliseconds(text: string): number {
  const seconds = durationSeconds(text);
  if (!seconds) {
    throw new InvalidArgumentError(
      'It must be a duration such as 500ms, 30s, 5m or 168h.',
    );
  }
  return seconds * 1_000;
}

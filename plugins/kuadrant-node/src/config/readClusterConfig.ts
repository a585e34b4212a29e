import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { KubeConfig } from '@kubernetes/client-node';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuseUnknownOptions } from './refuseUnknownOptions';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const OPTIONS = [
  'kubeconfig',
  'url',
  'token',
  'tokenFile',
  'caData',
  'caFile',
  'skipTLSVerify',
  'inCluster',
  'namespaces',
];
const KUBECONFIG_OPTIONS = ['path', 'context'];

/** How to reach the cluster, and what to read of it. */
export interface ClusterConfig {
  kubeConfig: KubeConfig;
  /** Where the connection was found, for the log. */
  source: string;
  /** None means all. */
  namespaces?: string[];
}

/** What the process runs in; replaced in tests. */
export interface ProcessEnvironment {
  env: Record<string, string | undefined>;
  home: string;
  serviceAccount: string;
}

/**
 * Reads `kuadrant.cluster`.
 *
 * @throws InputError naming the option at fault and the remedy.
 */
export function readClusterConfig(
  rootConfig: Config,
  environment: ProcessEnvironment = {
    env: process.env,
    home: homedir(),
    serviceAccount: SERVICE_ACCOUNT,
  },
): ClusterConfig {
  const config = rootConfig.getOptionalConfig('kuadrant.cluster');
  if (config) {
    refuseUnknownOptions('kuadrant.cluster', config.keys(), OPTIONS);
    refuseUnknownOptions(
      'kuadrant.cluster.kubeconfig',
      config.getOptionalConfig('kubeconfig')?.keys() ?? [],
      KUBECONFIG_OPTIONS,
    );
  }
  return {
    ...readConnection(config, environment),
    namespaces: readNamespaces(config),
  };
}

function readConnection(
  config: Config | undefined,
  environment: ProcessEnvironment,
): Pick<ClusterConfig, 'kubeConfig' | 'source'> {
  const inCluster = config?.getOptionalBoolean('inCluster') ?? false;
  const ways = [
    ...(config?.has('kubeconfig') ? ['kubeconfig'] : []),
    ...(config?.has('url') ? ['url'] : []),
    ...(inCluster ? ['inCluster'] : []),
  ];
  if (ways.length > 1) {
    throw new InputError(
      `kuadrant.cluster: give only one of ${ways.join(' and ')}`,
    );
  }
  for (const option of [
    'token',
    'tokenFile',
    'caData',
    'caFile',
    'skipTLSVerify',
  ]) {
    if (config?.has(option) && ways[0] !== 'url') {
      throw new InputError(
        `kuadrant.cluster.${option} belongs to kuadrant.cluster.url, which is not set`,
      );
    }
  }
  switch (ways[0]) {
    case 'kubeconfig':
      return fromFile(config!.getConfig('kubeconfig'), environment);
    case 'url':
      return fromUrl(config!);
    case 'inCluster':
      return fromServiceAccount(environment);
    default:
      return fromSurroundings(environment);
  }
}

function fromFile(
  config: Config,
  environment: ProcessEnvironment,
): Pick<ClusterConfig, 'kubeConfig' | 'source'> {
  const path = config.getOptionalString('path');
  const files = path
    ? [resolve(path)]
    : (environmentFiles(environment) ?? [homeFile(environment)]);
  const option = 'kuadrant.cluster.kubeconfig.path';
  const kubeConfig = loadFiles(files, path ? option : `${option} (default)`);
  const context = config.getOptionalString('context');
  if (context !== undefined) {
    if (!kubeConfig.getContextObject(context)) {
      const known = kubeConfig.getContexts().map(({ name }) => name);
      throw new InputError(
        `kuadrant.cluster.kubeconfig.context: there is no context "${context}" in ${files.join(
          ', ',
        )}; contexts: ${known.join(', ') || 'none'}`,
      );
    }
    kubeConfig.setCurrentContext(context);
  }
  return { kubeConfig, source: files.join(', ') };
}

function fromUrl(config: Config): Pick<ClusterConfig, 'kubeConfig' | 'source'> {
  const url = config.getString('url');
  const skipTLSVerify = config.getOptionalBoolean('skipTLSVerify') ?? false;
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (protocol !== 'https:' && !(protocol === 'http:' && skipTLSVerify)) {
    throw new InputError(
      `kuadrant.cluster.url must be an https address, got "${url}"`,
    );
  }
  const token = config.getOptionalString('token')?.trim();
  const tokenFile = config.getOptionalString('tokenFile');
  if ((token === undefined) === (tokenFile === undefined)) {
    throw new InputError(
      'kuadrant.cluster: give either token or tokenFile with url',
    );
  }
  checkToken(token, 'kuadrant.cluster.token');
  if (tokenFile !== undefined) {
    checkToken(
      readText(tokenFile, 'kuadrant.cluster.tokenFile').trim(),
      'kuadrant.cluster.tokenFile',
    );
  }
  const caData = config.getOptionalString('caData');
  const caFile = config.getOptionalString('caFile');
  if (caData !== undefined && caFile !== undefined) {
    throw new InputError(
      'kuadrant.cluster: give only one of caData and caFile',
    );
  }
  if (
    caData !== undefined &&
    !Buffer.from(caData, 'base64').toString().includes('-----BEGIN')
  ) {
    throw new InputError(
      'kuadrant.cluster.caData must be a PEM certificate, base64-encoded',
    );
  }
  if (
    caFile !== undefined &&
    !readText(caFile, 'kuadrant.cluster.caFile').includes('-----BEGIN')
  ) {
    throw new InputError(
      `kuadrant.cluster.caFile: ${caFile} holds no PEM certificate`,
    );
  }
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    {
      name: 'cluster',
      server: url,
      caData,
      caFile: caFile && readable(caFile, 'kuadrant.cluster.caFile'),
      skipTLSVerify,
    },
    tokenFile === undefined
      ? { name: 'user', token }
      : {
          name: 'user',
          authProvider: {
            name: 'tokenFile',
            config: {
              tokenFile: readable(tokenFile, 'kuadrant.cluster.tokenFile'),
            },
          },
        },
  );
  return { kubeConfig, source: 'kuadrant.cluster.url' };
}

function fromServiceAccount(
  environment: ProcessEnvironment,
): Pick<ClusterConfig, 'kubeConfig' | 'source'> {
  if (!runsInCluster(environment)) {
    throw new InputError(
      'kuadrant.cluster.inCluster: this process does not run in a pod with a service account',
    );
  }
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromCluster();
  return { kubeConfig, source: 'the service account of the pod' };
}

function fromSurroundings(
  environment: ProcessEnvironment,
): Pick<ClusterConfig, 'kubeConfig' | 'source'> {
  const files = environmentFiles(environment);
  if (files) {
    return {
      kubeConfig: loadFiles(files, 'The environment variable KUBECONFIG'),
      source: `KUBECONFIG (${files.join(', ')})`,
    };
  }
  if (runsInCluster(environment)) {
    return fromServiceAccount(environment);
  }
  const file = homeFile(environment);
  if (existsSync(file)) {
    return { kubeConfig: loadFiles([file], file), source: file };
  }
  throw new InputError(
    `No Kubernetes cluster is configured: set kuadrant.cluster.kubeconfig.path, kuadrant.cluster.url or the environment variable KUBECONFIG`,
  );
}

function loadFiles(files: string[], option: string): KubeConfig {
  const kubeConfig = new KubeConfig();
  files.forEach((file, index) => {
    readable(file, option);
    const part = index === 0 ? kubeConfig : new KubeConfig();
    try {
      part.loadFromFile(file);
      if (index > 0) {
        kubeConfig.mergeConfig(part, true);
      }
    } catch (error) {
      throw new InputError(
        `${option}: ${file} is no kubeconfig: ${(error as Error).message}`,
      );
    }
  });
  if (!kubeConfig.getCurrentCluster()) {
    throw new InputError(
      `${option}: ${files.join(', ')} has no cluster for its current context "${
        kubeConfig.getCurrentContext() ?? ''
      }"`,
    );
  }
  return kubeConfig;
}

// The message must not hold the token.
function checkToken(token: string | undefined, option: string): void {
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError(
      token === ''
        ? `${option} is empty`
        : `${option} is no bearer token: it has blanks, line breaks or characters outside ASCII`,
    );
  }
}

function readable(file: string, option: string): string {
  readText(file, option);
  return resolve(file);
}

function readText(file: string, option: string): string {
  const path = resolve(file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(
      `${option}: cannot read ${path}: ${(error as Error).message}`,
    );
  }
}

function environmentFiles({ env }: ProcessEnvironment): string[] | undefined {
  const separator = process.platform === 'win32' ? ';' : ':';
  const files = env.KUBECONFIG?.split(separator).filter(Boolean);
  return files?.length ? files : undefined;
}

function homeFile({ home }: ProcessEnvironment): string {
  return join(home, '.kube', 'config');
}

function runsInCluster({ env, serviceAccount }: ProcessEnvironment): boolean {
  return (
    Boolean(env.KUBERNETES_SERVICE_HOST) &&
    existsSync(join(serviceAccount, 'token'))
  );
}

function readNamespaces(config: Config | undefined): string[] | undefined {
  const namespaces = config?.getOptionalStringArray('namespaces');
  namespaces?.forEach((namespace, index) => {
    if (!NAMESPACE.test(namespace)) {
      throw new InputError(
        `kuadrant.cluster.namespaces[${index}] must be the name of a namespace, got "${namespace}"`,
      );
    }
  });
  return namespaces?.length ? namespaces : undefined;
}

import { KubeConfig } from '@kubernetes/client-node';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * The kubeconfig to connect with: the one that is named, else `~/.kube/config`, else the pod's service account.
 *
 * @throws Error that names the option where there is none, or the context does not exist
 */
export function loadKubeConfig({
  kubeconfig,
  context,
}: {
  kubeconfig?: string;
  context?: string;
}): KubeConfig {
  const config = kubeconfig ? loadFiles(kubeconfig) : loadDefault();
  if (context) {
    if (!config.getContextObject(context)) {
      throw new Error(
        `the kubeconfig has no context "${context}"; it has ${
          config
            .getContexts()
            .map(({ name }) => name)
            .join(', ') || 'none'
        }`,
      );
    }
    config.setCurrentContext(context);
  }
  if (!config.getCurrentCluster()) {
    throw new Error(
      'the kubeconfig names no cluster; choose a context with --context',
    );
  }
  return config;
}

// KUBECONFIG may be a list; those that exist are merged, as kubectl does.
function loadFiles(kubeconfig: string): KubeConfig {
  const [first, ...others] = kubeconfig.split(delimiter).filter(existsSync);
  if (!first) {
    throw new Error(
      `the kubeconfig ${kubeconfig} does not exist; name another with --kubeconfig or KUBECONFIG`,
    );
  }
  const config = loadFile(first);
  others.forEach(file => config.mergeConfig(loadFile(file), true));
  return config;
}

function loadFile(file: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new Error(
      `the kubeconfig ${file} cannot be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
  return config;
}

// The library would fall back to http://localhost:8080, where nothing of ours listens.
function loadDefault(): KubeConfig {
  const home = join(homedir(), '.kube/config');
  if (!existsSync(home) && !existsSync(SERVICE_ACCOUNT)) {
    throw new Error(
      `there is no kubeconfig: ${home} does not exist, and this is no pod. Name one with --kubeconfig or KUBECONFIG`,
    );
  }
  const config = new KubeConfig();
  config.loadFromDefault();
  return config;
}

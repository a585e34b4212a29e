import { namespaces } from '@kuadrant/backstage-plugin-kuadrant-common';
import { LocalCluster } from '@kuadrant/local-cluster';
import { KubeConfig } from '@kubernetes/client-node';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { DefaultKuadrantCluster } from './DefaultKuadrantCluster';

const crdFolder = path.resolve(__dirname, '../../../../deploy/crds');
const crds = readdirSync(crdFolder).map(
  name => parse(readFileSync(path.join(crdFolder, name), 'utf8')) as object,
);

/** Collects the lines that an operator reads. */
class Log {
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly logger = {
    debug: () => {},
    info: (line: string) => this.#add(line),
    warn: (line: string) => this.#add(line),
    error: (line: string) => this.#add(line),
  };

  /** Resolves once a line matches. */
  async waitFor(pattern: RegExp): Promise<void> {
    while (!this.lines.some(line => pattern.test(line))) {
      await new Promise<void>(resolve => this.#waiting.add(resolve));
    }
  }

  #add(line: string) {
    // Neither Gateway API nor Kuadrant is installed here.
    if (line.startsWith('The cluster does not serve')) {
      return;
    }
    this.lines.push(line);
    this.#waiting.forEach(resolve => resolve());
    this.#waiting.clear();
  }
}

describe('what the log says of the connection', () => {
  let local: LocalCluster;
  const started: DefaultKuadrantCluster[] = [];

  beforeAll(async () => {
    local = await LocalCluster.start({ manifests: crds });
  });
  afterEach(() => Promise.all(started.splice(0).map(each => each.stop())));
  afterAll(() => local.stop());

  function connect(
    options: {
      change?: (config: KubeConfig) => void;
      namespaces?: string[];
    } = {},
  ) {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(local.kubeconfig());
    options.change?.(kubeConfig);
    const log = new Log();
    const cluster = DefaultKuadrantCluster.create({
      kubeConfig,
      logger: log.logger,
      namespaces: options.namespaces,
      times: { initialBackoffMs: 10, maximumBackoffMs: 50 },
    });
    started.push(cluster);
    cluster.start();
    return { cluster, log };
  }

  /** Rejects the way of all caches; each is asked again and again. */
  async function everyCacheFailed(cluster: DefaultKuadrantCluster) {
    const failing = (): boolean =>
      Object.values(cluster.caches).every(({ status }) => status.error);
    while (!failing()) {
      await new Promise<void>(resolve => {
        const stops = Object.values(cluster.caches).map(cache =>
          cache.onStatusChange(() => {
            stops.forEach(stop => stop());
            resolve();
          }),
        );
      });
    }
  }

  it('says once that the credentials are rejected, and where they are configured', async () => {
    const { cluster, log } = connect({
      change: config => {
        Object.assign(config.users[0], { token: 'expired' });
      },
    });
    await log.waitFor(/rejects/);
    await everyCacheFailed(cluster);
    expect(log.lines).toEqual([
      `The Kubernetes API at ${local.url} rejects the portal's credentials. Renew kuadrant.cluster.token or tokenFile, or those of the kubeconfig or service account.`,
    ]);
  });

  it('names the options that say which certificate authority is trusted', async () => {
    const { cluster, log } = connect({
      change: config => {
        Object.assign(config.clusters[0], { caData: undefined });
      },
    });
    await log.waitFor(/Waiting/);
    await everyCacheFailed(cluster);
    expect(log.lines).toEqual([
      expect.stringMatching(
        /^Waiting for the Kubernetes cluster: Cannot reach the Kubernetes API at .*certificate.*\. Set its certificate authority in kuadrant\.cluster\.caFile or caData, or in the kubeconfig\.$/,
      ),
    ]);
  });

  it('names configured namespaces that do not exist, and those that appear later', async () => {
    const { cluster, log } = connect({ namespaces: ['defualt', 'later'] });
    await cluster.waitForSync({ timeoutMs: 60_000 });
    await log.waitFor(/\[1\]/);
    expect(log.lines).toEqual([
      'kuadrant.cluster.namespaces[0]: there is no namespace "defualt"; did you mean "default"? Its products are shown once it exists.',
      'kuadrant.cluster.namespaces[1]: there is no namespace "later". Its products are shown once it exists.',
    ]);
    await cluster.client.create(namespaces, { metadata: { name: 'later' } });
    await log.waitFor(/now exists/);
    expect(log.lines.slice(2)).toEqual([
      'kuadrant.cluster.namespaces[1]: the namespace "later" now exists.',
    ]);
  });

  it('says nothing where everything is right', async () => {
    const { cluster, log } = connect({ namespaces: ['default'] });
    await cluster.waitForSync({ timeoutMs: 60_000 });
    expect(log.lines).toEqual([]);
  });
});

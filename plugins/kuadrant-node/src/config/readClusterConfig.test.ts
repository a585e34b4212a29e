import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClusterConfig } from './readClusterConfig';

const kubeconfig = (server: string) => `
apiVersion: v1
kind: Config
current-context: main
clusters:
  - {name: c, cluster: {server: 'https://${server}'}}
users:
  - {name: u, user: {token: t}}
contexts:
  - {name: main, context: {cluster: c, user: u}}
  - {name: other, context: {cluster: c, user: u}}
`;
const pem = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n';

describe('readClusterConfig', () => {
  const home = mkdtempSync(join(tmpdir(), 'kuadrant-node-'));
  const file = (name: string) => join(home, name);
  const read = (
    cluster: JsonObject | undefined,
    env: Record<string, string> = {},
    extra: { home?: string; serviceAccount?: string } = {},
  ) =>
    readClusterConfig(
      new ConfigReader(cluster ? { kuadrant: { cluster } } : {}),
      { env, home: '/nowhere', serviceAccount: '/nowhere', ...extra },
    );
  const server = (...parameters: Parameters<typeof read>) =>
    read(...parameters).kubeConfig.getCurrentCluster()?.server;

  beforeAll(() => {
    writeFileSync(file('explicit'), kubeconfig('explicit'));
    writeFileSync(file('env'), kubeconfig('env'));
    writeFileSync(file('empty'), 'apiVersion: v1\nkind: Config\n');
    writeFileSync(file('broken'), '{{{');
    writeFileSync(file('token'), 'from-file');
    writeFileSync(file('token-with-line-break'), 'from-file\n');
    writeFileSync(file('no-token'), '\n');
    writeFileSync(file('no-certificate'), 'certificate');
    writeFileSync(file('ca.crt'), pem);
    mkdirSync(file('.kube'));
    writeFileSync(file('.kube/config'), kubeconfig('home'));
  });

  afterAll(() => rmSync(home, { recursive: true }));

  it('prefers what is configured, then KUBECONFIG, then the pod, then the home directory', () => {
    const env = {
      KUBECONFIG: file('env'),
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
    };
    const { KUBECONFIG: _, ...pod } = env;
    const everything = { home, serviceAccount: home };
    const explicit = { kubeconfig: { path: file('explicit') } };
    expect(server(explicit, env, everything)).toBe('https://explicit');
    expect(server({ kubeconfig: {} }, env, everything)).toBe('https://env');
    expect(server(undefined, env, everything)).toBe('https://env');
    expect(read({}, pod, everything).source).toBe(
      'the service account of the pod',
    );
    expect(server(undefined, {}, everything)).toBe('https://home');
    expect(read({ inCluster: true }, env, everything).source).toBe(
      'the service account of the pod',
    );
    expect(() => read(undefined)).toThrow(
      'No Kubernetes cluster is configured: set kuadrant.cluster.kubeconfig.path',
    );
  });

  it('takes another context, an address with a token, and namespaces', () => {
    const other = read({
      kubeconfig: { path: file('explicit'), context: 'other' },
      namespaces: ['toys', 'games'],
    });
    expect(other.kubeConfig.getCurrentContext()).toBe('other');
    expect(other.namespaces).toEqual(['toys', 'games']);
    expect(read({ url: 'https://c', token: 't' }).namespaces).toBeUndefined();

    const byUrl = read({
      url: 'https://c.example:6443',
      token: 't',
      caData: Buffer.from(pem).toString('base64'),
    }).kubeConfig;
    expect(byUrl.getCurrentCluster()).toMatchObject({
      server: 'https://c.example:6443',
      skipTLSVerify: false,
    });
    expect(byUrl.getCurrentUser()).toMatchObject({ token: 't' });
    const byFiles = read({
      url: 'https://c.example',
      tokenFile: file('token'),
      caFile: file('ca.crt'),
    }).kubeConfig;
    expect(byFiles.getCurrentCluster()?.caFile).toBe(file('ca.crt'));
  });

  it('takes a token with a line break at its end', () => {
    const user = (options: JsonObject) =>
      read({ url: 'https://c', ...options }).kubeConfig.getCurrentUser();
    expect(user({ token: 't\n' })?.token).toBe('t');
    expect(() =>
      user({ tokenFile: file('token-with-line-break') }),
    ).not.toThrow();
  });

  it.each<[string, JsonObject, string]>([
    [
      'a misspelt option',
      { url: 'https://c', token: 't', caFlie: file('ca.crt') },
      'kuadrant.cluster.caFlie is not an option: did you mean kuadrant.cluster.caFile?',
    ],
    [
      'a misspelt option of the kubeconfig',
      { kubeconfig: { paths: file('explicit') } },
      'kuadrant.cluster.kubeconfig.paths is not an option: did you mean kuadrant.cluster.kubeconfig.path?',
    ],
    [
      'an unknown option',
      { url: 'https://c', token: 't', authorization: 'x' },
      'kuadrant.cluster.authorization is not an option: the options are kubeconfig, url, token',
    ],
    [
      'an empty token',
      { url: 'https://c', token: ' ' },
      'kuadrant.cluster.token is empty',
    ],
    [
      'a token of two lines',
      { url: 'https://c', token: 'one\ntwo' },
      'kuadrant.cluster.token is no bearer token: it has blanks, line breaks',
    ],
    [
      'a file without a token',
      { url: 'https://c', tokenFile: file('no-token') },
      'kuadrant.cluster.tokenFile is empty',
    ],
    [
      'an authority file that is no certificate',
      { url: 'https://c', token: 't', caFile: file('no-certificate') },
      'no-certificate holds no PEM certificate',
    ],
    [
      'two ways at once',
      { url: 'https://c', kubeconfig: {} },
      'kuadrant.cluster: give only one of kubeconfig and url',
    ],
    [
      'a token without url',
      { token: 't' },
      'kuadrant.cluster.token belongs to kuadrant.cluster.url',
    ],
    [
      'no token',
      { url: 'https://c' },
      'kuadrant.cluster: give either token or tokenFile',
    ],
    [
      'plain http',
      { url: 'http://c', token: 't' },
      'kuadrant.cluster.url must be an https address, got "http://c"',
    ],
    [
      'no address',
      { url: 'cluster', token: 't' },
      'kuadrant.cluster.url must be an https address',
    ],
    [
      'a wrong type',
      { url: 7, token: 't' },
      "Invalid type in config for key 'kuadrant.cluster.url'",
    ],
    [
      'a missing authority',
      { url: 'https://c', token: 't', caFile: '/nowhere/ca.crt' },
      'kuadrant.cluster.caFile: cannot read /nowhere/ca.crt',
    ],
    [
      'an authority that is none',
      { url: 'https://c', token: 't', caData: 'bm90IHBlbQ==' },
      'kuadrant.cluster.caData must be a PEM certificate',
    ],
    [
      'a missing kubeconfig',
      { kubeconfig: { path: '/nowhere/config' } },
      'kuadrant.cluster.kubeconfig.path: cannot read /nowhere/config',
    ],
    [
      'a kubeconfig that is none',
      { kubeconfig: { path: file('broken') } },
      'is no kubeconfig',
    ],
    [
      'a kubeconfig without cluster',
      { kubeconfig: { path: file('empty') } },
      'has no cluster for its current context',
    ],
    [
      'an unknown context',
      { kubeconfig: { path: file('explicit'), context: 'none' } },
      'kuadrant.cluster.kubeconfig.context: there is no context "none"',
    ],
    [
      'no pod around',
      { inCluster: true },
      'kuadrant.cluster.inCluster: this process does not run in a pod',
    ],
    [
      'a name that is no namespace',
      { url: 'https://c', token: 't', namespaces: ['ok', 'Not_Ok'] },
      'kuadrant.cluster.namespaces[1] must be the name of a namespace, got "Not_Ok"',
    ],
  ])('refuses %s, naming the option', (_, cluster, message) => {
    expect(() => read(cluster)).toThrow(message);
  });
});

import type {
  Gateway,
  HTTPRoute,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  readDefinitions,
  type RunningGateway,
  startGateway,
  watchWorld,
  type World,
} from '@kuadrant/playground';
import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { Agent } from 'node:http';
import { Cluster } from './cluster/Cluster';
import { credentialScenarios } from './envoy/credentialScenarios';
import { differences, reasonFor } from './envoy/differences';
import { envoyConfig } from './envoy/envoyConfig';
import { generateCalls } from './envoy/generateCalls';
import { NAMESPACE, type Scenario } from './envoy/objects';
import { type ServedRule, virtualHosts } from './envoy/routing';
import { EchoService, type Outcome, send } from './envoy/send';
import { TokenIssuer } from './envoy/TokenIssuer';
import { tokenScenarios } from './envoy/tokenScenarios';
import { topologyScenarios } from './envoy/topologyScenarios';
import { authConfig, authConfigs, lookupKey } from './kuadrant/authConfig';
import { demoObjects } from './kuadrant/demo';
import {
  Authorino,
  authConfigDefinition,
  authorinoFolder,
} from './programs/Authorino';
import { Envoy, envoyFolder } from './programs/Envoy';
import { keySecrets } from './envoy/keySecrets';
import { demoScenario } from './envoy/demoScenario';
import { until } from './until';

const binaries = kubernetesBinaries();
const authorinoPrograms = authorinoFolder();
const envoyPrograms = envoyFolder();

const SEED = 20;
const CALLS = 1_500;

const namespaces = [NAMESPACE, 'elsewhere'].map(name => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
}));

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

describeWith('kube-apiserver', binaries)('beside programs of others', () => {
  describeWith('authorino', authorinoPrograms)('and Authorino', () => {
    describeWith('envoy', envoyPrograms)('the demo gateway', () => {
      const running: { stop(): Promise<void> }[] = [];
      const started = <T extends { stop(): Promise<void> }>(program: T): T => {
        running.unshift(program);
        return program;
      };
      let scenarios: Scenario[];
      let issuer: TokenIssuer;
      let envoy: Envoy;
      let demo: RunningGateway;

      beforeAll(async () => {
        issuer = started(await TokenIssuer.start());
        scenarios = [
          ...topologyScenarios,
          ...credentialScenarios,
          ...tokenScenarios(issuer.url),
          demoScenario,
        ];
        const cluster = started(
          await Cluster.start(binaries!, [
            ...(await readDefinitions()),
            authConfigDefinition(authorinoPrograms!),
          ]),
        );
        await cluster.create(...namespaces, ...demoObjects('kuadrant.yaml'));
        await cluster.create(...keySecrets);
        const objects = scenarios.flatMap(each => each.objects);
        await cluster.create(...objects);
        const hosts = virtualHosts(
          ofKind<Gateway>(objects, 'Gateway'),
          ofKind<HTTPRoute>(objects, 'HTTPRoute'),
        );
        const paths = new Set<string>();
        for (const rule of hosts.flatMap(each => each.rules)) {
          const path = pathOf(rule);
          const content = contentFor(rule, scenarios);
          if (content && !paths.has(path)) {
            paths.add(path);
            await cluster.create(
              authConfig({ namespace: 'kuadrant-system', path, content }),
            );
          }
        }
        const authorino = started(
          await Authorino.start(authorinoPrograms!, cluster.kubeconfigFile),
        );
        await until(async () => {
          const { items } = await cluster.client.list(authConfigs);
          return items.every(({ status }) => status?.summary?.ready);
        });
        const service = started(await EchoService.start());
        envoy = started(
          await Envoy.start(envoyPrograms!, port =>
            envoyConfig({
              port,
              hosts,
              authorinoPort: authorino.grpcPort,
              servicePort: service.port,
              lookupKeyOf: rule =>
                contentFor(rule, scenarios) && lookupKey(pathOf(rule)),
            }),
          ),
        );
        const world: World = started(await watchWorld(cluster.client, silent));
        demo = started(
          await startGateway({
            client: cluster.client,
            world,
            port: 0,
            findBackend: () => new URL(`http://127.0.0.1:${service.port}`),
            logger: silent,
          }),
        );
      });

      afterAll(async () => {
        for (const program of running) {
          await program.stop();
        }
      });

      it(`answers ${CALLS} calls as Envoy does, but for the differences listed`, async () => {
        const calls = generateCalls(CALLS, {
          seed: SEED,
          hosts: scenarios.flatMap(({ hosts }) => hosts),
          tokens: Object.values(issuer.tokens),
        });
        const agent = new Agent({ keepAlive: true });
        const outcomes: Outcome[] = [];
        const unexplained: object[] = [];
        const seen = new Set<string>();
        for (const call of calls) {
          const ofEnvoy = await send(call, { port: envoy.port, agent });
          const ofDemo = await send(call, { port: demo.port, agent });
          outcomes.push(ofEnvoy);
          if (JSON.stringify(ofEnvoy) !== JSON.stringify(ofDemo)) {
            const reason = reasonFor(call, ofEnvoy, ofDemo);
            if (reason) {
              seen.add(reason);
            } else {
              unexplained.push({ call, envoy: ofEnvoy, demo: ofDemo });
            }
          }
        }
        agent.destroy();
        expect(unexplained).toEqual([]);
        // Each difference that is listed is there: one that is gone is to be taken off the list.
        expect([...seen].sort()).toEqual(
          differences.map(({ reason }) => reason).sort(),
        );
        // The calls reach what they are to compare.
        const count = (status: number) =>
          outcomes.filter(outcome => outcome.status === status).length;
        for (const status of [200, 401, 403, 404]) {
          expect(count(status)).toBeGreaterThan(30);
        }
        const letIn = new Set(outcomes.map(({ secret }) => secret));
        expect(letIn.size).toBeGreaterThan(5);
        expect(letIn).toContain('jane');
      });
    });
  });
});

function ofKind<T extends KubernetesObject>(
  objects: readonly KubernetesObject[],
  kind: string,
): T[] {
  return objects.filter(object => object.kind === kind) as T[];
}

/** What Authorino is to do on the path of a rule. */
function contentFor(
  { route, rule, listener }: ServedRule,
  scenarios: readonly Scenario[],
) {
  return scenarios
    .flatMap(({ effects }) => effects)
    .find(
      effect =>
        effect.route === route.metadata.name &&
        (effect.rule ?? rule) === rule &&
        (effect.listener ?? listener.name) === listener.name,
    )?.content;
}

function pathOf({ gateway, listener, route, rule }: ServedRule): string {
  const { namespace, name } = route.metadata;
  return [gateway.metadata.name, listener.name, namespace, name, rule].join(
    '/',
  );
}

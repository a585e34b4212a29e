// yarn benchmark controller: N keys from created to enforced, beside the same number of plain writes of the same kinds,
// alternating, on the same API server. README.md tells more.
import {
  type APIKeyRequest,
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiKeyState,
  type ObjectRef,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { fork } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWorld } from '../../packages/controller/src/__testUtils__/startWorld';
import { KUADRANT_NAMESPACE } from '../../packages/controller/src/__testUtils__/TestWorld';
import { cpuSecondsOf, processTree } from '../processes';
import { printTable, quantile, writeResult } from '../report';
import { ApiServer, callsBetween } from './ApiServer';
import { Arrivals } from './Arrivals';
import { ControllerProcess } from './ControllerProcess';
import { atOnce, createKey } from './keys';
import type { PlainOrder, PlainResult } from './plainWriter';

const { values: options } = parseArgs({
  options: {
    keys: { type: 'string', default: '50,200,800' },
    rounds: { type: 'string', default: '3' },
    isolated: { type: 'string', default: '20' },
    concurrency: { type: 'string', default: '16' },
    'plain-up-to': { type: 'string', default: '3200' },
    embedded: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const concurrency = Number(options.concurrency);
const local = join(__dirname, '../../.local/benchmarks');
const SERVER_PROGRAMS = ['etcd', 'kube-apiserver'];
const PORT = 18_081;
const SETTLE_MS = 1_200_000;
// What takes minutes is measured once.
const ONCE_FROM_KEYS = 2_000;
// A key and its Secret are not the controller's.
const WRITES_OF_THE_CONSUMER = 2;

/** Keys one by one: how long until each was enforced, and how many never were. */
interface Isolated {
  p50: number;
  p95: number;
  lost: number;
}

interface Round {
  what: string;
  keys: number;
  seconds: number;
  /** Until the last key was enforced; what follows are statuses. */
  enforcedSeconds?: number;
  callsPerKey: number;
  writesPerKey: number;
  calls: Record<string, number>;
  /** Of the API server and etcd. */
  serverCpu: number;
  cpuSeconds: number;
  peakMemory: number;
  /** With next to no key there, and with all. */
  first?: Isolated;
  isolated?: Isolated;
}

async function main() {
  if (options.embedded) {
    delete process.env.KUBEBUILDER_ASSETS;
  } else {
    process.env.KUBEBUILDER_ASSETS ??= kubernetesBinaries();
    if (!process.env.KUBEBUILDER_ASSETS) {
      throw new Error(
        'No kube-apiserver found: node scripts/build-kube-apiserver.mjs builds it; --embedded measures on the embedded API',
      );
    }
  }
  mkdirSync(local, { recursive: true });
  const { world, stop } = await startWorld();
  const api = new ApiServer(world.adminKubeconfig);
  const { client } = world;
  const kubeconfigFile = join(local, `controller-${process.pid}.kubeconfig`);
  const arrivals = new Arrivals(client, KUADRANT_NAMESPACE);
  let controller: ControllerProcess | undefined;
  const end = async () => {
    await controller?.stop();
    await arrivals.stop();
    api.close();
    rmSync(kubeconfigFile, { force: true });
    await stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => end().finally(() => process.exit(1)));
  }
  let numbers = 0;

  const consumers = async (count: number): Promise<ObjectRef[]> => {
    numbers += 1;
    const namespaces = await Promise.all(
      Array.from({ length: Math.ceil(count / 50) }, (_, index) =>
        world.namespace(`consumer-${numbers}-${index}`),
      ),
    );
    return Array.from({ length: count }, (_, index) => ({
      namespace: namespaces[Math.floor(index / 50)],
      name: `key-${index}`,
    }));
  };

  const clean = async (keys: ObjectRef[], product: ObjectRef) => {
    for (const namespace of new Set(keys.map(key => key.namespace))) {
      await api.deleteAll(apiKeys, namespace);
      await api.deleteAll(secrets, namespace);
    }
    await api.deleteAll(apiKeyApprovals, product.namespace);
    await api.deleteAll(apiKeyRequests, product.namespace);
    await api.deleteAll(secrets, KUADRANT_NAMESPACE);
  };

  const serverCpuSeconds = () =>
    processTree(process.pid)
      .filter(({ name }) => SERVER_PROGRAMS.includes(name))
      .reduce((total, { id }) => total + cpuSecondsOf(id), 0);

  const callsOf = async (work: () => Promise<void>, keys: number) => {
    const before = await api.calls();
    const cpuBefore = serverCpuSeconds();
    await work();
    const serverCpu = serverCpuSeconds() - cpuBefore;
    const calls = callsBetween(before, await api.calls());
    const sum = (which: RegExp) =>
      [...calls].reduce(
        (total, [call, count]) => total + (which.test(call) ? count : 0),
        0,
      );
    return {
      serverCpu,
      calls: Object.fromEntries(calls),
      callsPerKey: sum(/./) / keys,
      writesPerKey: sum(/^(POST|PUT|PATCH|APPLY|DELETE) (?!events)/) / keys,
    };
  };

  // Not after the last one: the server ends with it, and removing very many takes longer than what is measured.
  let removeLastRound = async () => {};

  const plain = async (count: number): Promise<Round> => {
    await removeLastRound();
    const product = await world.product({ approvalMode: 'automatic' });
    const keys = await consumers(count);
    let result: PlainResult | undefined;
    const calls = await callsOf(async () => {
      result = await writePlainly({
        consumerKubeconfig: world.adminKubeconfig,
        controllerKubeconfig: world.controllerKubeconfig,
        product,
        kuadrantNamespace: KUADRANT_NAMESPACE,
        keys,
        concurrency,
      });
    }, count);
    removeLastRound = () => clean(keys, product);
    const { milliseconds, ...rest } = result!;
    return {
      what: 'plain writes',
      keys: count,
      seconds: milliseconds / 1000,
      ...calls,
      ...rest,
    };
  };

  const controlled = async (
    kind: 'ours' | 'go',
    count: number,
  ): Promise<Round> => {
    await removeLastRound();
    const product = await world.product({ approvalMode: 'automatic' });
    // What rights the Go controller needs is its own affair.
    writeFileSync(
      kubeconfigFile,
      kind === 'ours' ? world.controllerKubeconfig : world.adminKubeconfig,
      { mode: 0o600 },
    );
    controller = await ControllerProcess.start({
      kind,
      kubeconfigFile,
      port: PORT,
      profile: options.profile ? join(local, 'profiles') : undefined,
    });
    // A controller has run for long when a burst comes.
    const warmUp = await consumers(30);
    await atOnce(concurrency, warmUp, key => createKey(client, key, product));
    await arrivals.enforced(warmUp, SETTLE_MS);
    const first = await oneByOne(product);
    const keys = await consumers(count);
    const cpuBefore = controller.cpuSeconds;
    let begin = 0;
    let enforcedSeconds = 0;
    let seconds = 0;
    const isMirrored = async () => {
      const { items } = await client.list<APIKeyRequest>(apiKeyRequests, {
        namespace: product.namespace,
      });
      return (
        items.filter(
          ({ status }) => apiKeyState(status?.conditions).state === 'Approved',
        ).length >=
        warmUp.length + first.keys.length + count
      );
    };
    const calls = await callsOf(async () => {
      begin = performance.now();
      const enforced = arrivals.enforced(keys, SETTLE_MS);
      await atOnce(concurrency, keys, key => createKey(client, key, product));
      await enforced;
      enforcedSeconds = (performance.now() - begin) / 1000;
      do {
        seconds = (performance.now() - begin) / 1000;
      } while (!(await isMirrored()));
    }, count);
    const cpuSeconds = controller.cpuSeconds - cpuBefore;
    const isolated = await oneByOne(product);
    const { peakMemory } = controller;
    await controller.stop();
    controller = undefined;
    const all = [...warmUp, ...first.keys, ...keys, ...isolated.keys];
    removeLastRound = () => clean(all, product);
    return {
      what: kind === 'ours' ? 'this controller' : 'the Go controller',
      keys: count,
      seconds,
      enforcedSeconds,
      ...calls,
      cpuSeconds,
      peakMemory,
      first: first.figures,
      isolated: isolated.figures,
    };
  };

  const oneByOne = async (product: ObjectRef) => {
    const keys = await consumers(Number(options.isolated));
    const times: number[] = [];
    for (const key of keys) {
      const begin = performance.now();
      const enforced = arrivals.enforced([key], 15_000);
      await createKey(client, key, product);
      await enforced.then(
        () => times.push(performance.now() - begin),
        () => {},
      );
    }
    return {
      keys,
      figures: {
        p50: Math.round(quantile(times, 0.5)),
        p95: Math.round(quantile(times, 0.95)),
        lost: keys.length - times.length,
      },
    };
  };

  try {
    await world.kuadrant();
    await arrivals.start();
    const rounds: Round[] = [];
    const kinds = process.env.GO_CONTROLLER
      ? (['ours', 'go'] as const)
      : (['ours'] as const);
    // What runs first on a server pays for its warming up.
    await plain(50);
    for (const count of options.keys.split(',').map(Number)) {
      const times = count < ONCE_FROM_KEYS ? Number(options.rounds) : 1;
      for (let round = 0; round < times; round++) {
        if (count <= Number(options['plain-up-to'])) {
          rounds.push(await plain(count));
        }
        for (const kind of kinds) {
          rounds.push(await controlled(kind, count));
        }
        // What takes long may be ended before its end.
        writeResult('controller', {
          server: options.embedded ? 'embedded API' : 'kube-apiserver',
          concurrency,
          table: summary(rounds),
          growth: growth(rounds),
          rounds,
        });
        console.error(`${count} keys, round ${round + 1} done`);
      }
    }
    printTable(summary(rounds));
    growth(rounds).forEach(line => console.log(line));
  } finally {
    await end();
  }
}

function writePlainly(order: PlainOrder): Promise<PlainResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'plainWriter.ts'));
    // The transform of TypeScript sends messages of its own.
    child.on('message', (message: object) => {
      if ('milliseconds' in message) {
        resolve(message as PlainResult);
      }
    });
    child.once('exit', code =>
      reject(new Error(`The plain writer ended with ${code}`)),
    );
    child.send(order);
  });
}

/** Of each size and kind the round in the middle: machines speed up and slow down between rounds. */
function middleOf(rounds: Round[]): Map<string, Round> {
  const groups = new Map<string, Round[]>();
  for (const round of rounds) {
    const id = `${round.keys} ${round.what}`;
    groups.set(id, [...(groups.get(id) ?? []), round]);
  }
  return new Map(
    [...groups].map(([id, group]) => [id, middle(group, r => r.seconds)]),
  );
}

/** Each round beside the one of plain writes just before it; the ratio in the middle. */
function timesPlain(
  rounds: Round[],
  { what, keys }: Round,
): number | undefined {
  const ofSize = rounds.filter(round => round.keys === keys);
  const plain = ofSize.filter(round => round.what === 'plain writes');
  const ratios = ofSize
    .filter(round => round.what === what)
    .flatMap((round, index) =>
      plain[index] ? round.seconds / plain[index].seconds : [],
    );
  return ratios.length ? middle(ratios, ratio => ratio) : undefined;
}

function middle<T>(values: T[], by: (value: T) => number): T {
  const sorted = [...values].sort((a, b) => by(a) - by(b));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function summary(rounds: Round[]): Record<string, string | number>[] {
  const inWords = (isolated: Isolated | undefined) =>
    isolated ? `${isolated.p50} / ${isolated.p95}` : '';
  return [...middleOf(rounds).values()].map(round => {
    return {
      keys: round.keys,
      what: round.what,
      's to enforced': round.enforcedSeconds?.toFixed(2) ?? '',
      's in all': round.seconds.toFixed(2),
      'ms a key': ((round.seconds * 1000) / round.keys).toFixed(1),
      'times plain': timesPlain(rounds, round)?.toFixed(2) ?? '',
      "writes a key, the consumer's aside": (
        round.writesPerKey - WRITES_OF_THE_CONSUMER
      ).toFixed(2),
      'calls a key': round.callsPerKey.toFixed(2),
      'server CPU s': round.serverCpu.toFixed(2),
      'CPU s': round.cpuSeconds.toFixed(2),
      'peak MiB': round.peakMemory,
      'one of the first, p50 / p95 ms': inWords(round.first),
      'one more, p50 / p95 ms': inWords(round.isolated),
      lost: round.isolated
        ? round.isolated.lost + (round.first?.lost ?? 0)
        : '',
    };
  });
}

/** What becomes of the cost of a key as they become more. */
function growth(rounds: Round[]): string[] {
  const all = [...middleOf(rounds).values()];
  return [...new Set(all.map(({ what }) => what))].flatMap(what => {
    const sizes = all.filter(round => round.what === what);
    const [least] = sizes;
    const most = sizes[sizes.length - 1];
    const cost = ({ seconds, keys }: Round) => (seconds * 1_000) / keys;
    const number = (value: number) => value.toLocaleString('en');
    const lines: string[] = [];
    if (most !== least) {
      lines.push(
        `${what}: a key among ${number(most.keys)} costs ${(cost(most) / cost(least)).toFixed(2)} times one among ${number(least.keys)}`,
      );
    }
    if (most.first && most.isolated) {
      lines.push(
        `${what}: one more among ${number(most.keys)} takes ${most.isolated.p50} ms, one of the first ${most.first.p50} ms`,
      );
    }
    return lines;
  });
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});

// yarn benchmark local-cluster: the embedded server beside kube-apiserver with etcd, alternating, in one run.
// README.md tells more.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { printTable, quantile, writeResult } from '../report';
import { Client } from './Client';
import {
  burst,
  connections,
  type Figures,
  fill,
  lists,
  warmUp,
  writes,
} from './measurements';
import {
  type MeasuredServer,
  serverMemory,
  startEmbedded,
  startReal,
} from './servers';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2' },
    writes: { type: 'string', default: '2000' },
    listed: { type: 'string', default: '10000' },
    burst: { type: 'string', default: '5000' },
    watchers: { type: 'string', default: '50' },
    connections: { type: 'string', default: '1000' },
    changes: { type: 'string', default: '20' },
    objects: { type: 'string', default: '100000' },
  },
});

type Kind = 'embedded' | 'real';

async function withClient<T>(
  server: MeasuredServer,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(server);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

async function measured(server: MeasuredServer, round: number) {
  return {
    ...(await withClient(server, client =>
      writes(client, { round, count: Number(options.writes) }),
    )),
    ...(await withClient(server, client =>
      lists(client, { round, objects: Number(options.listed) }),
    )),
    ...(await withClient(server, client =>
      burst(client, {
        round,
        objects: Number(options.burst),
        watchers: Number(options.watchers),
      }),
    )),
    ...(await withClient(server, client =>
      connections(client, {
        round,
        count: Number(options.connections),
        changes: Number(options.changes),
      }),
    )),
  };
}

async function memory(server: MeasuredServer): Promise<Figures> {
  const objects = Number(options.objects);
  await withClient(server, client => fill(client, 'full', objects));
  // What is left over from the requests goes first.
  await sleep(10_000);
  return {
    [`memory with ${objects} more objects (MiB)`]: serverMemory(server),
  };
}

async function main() {
  const real = await startReal();
  const embedded = await startEmbedded();
  const servers: [Kind, MeasuredServer][] = [
    ['embedded', embedded],
    ...(real ? ([['real', real]] as [Kind, MeasuredServer][]) : []),
  ];
  const rounds: Record<Kind, Figures[]> = { embedded: [], real: [] };
  try {
    for (const [, server] of servers) {
      await withClient(server, warmUp);
    }
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const [kind, server] of servers) {
        console.log(`Round ${round + 1}, ${kind} …`);
        rounds[kind].push(await measured(server, round));
      }
    }
    if (Number(options.objects) > 0) {
      for (const [kind, server] of servers) {
        console.log(`${options.objects} objects, ${kind} …`);
        rounds[kind].push(await memory(server));
      }
    }
  } finally {
    await Promise.all(servers.map(([, server]) => server.stop()));
  }
  const median = (kind: Kind, what: string) =>
    quantile(
      rounds[kind].map(figures => figures[what]).filter(each => each >= 0),
      0.5,
    );
  const rows = [...new Set(rounds.embedded.flatMap(Object.keys))].map(what => {
    const [own, other] = [median('embedded', what), median('real', what)];
    const isRate = what.includes('per second');
    return {
      what,
      embedded: own,
      real: other ?? 'not measured',
      'embedded is better by': other
        ? `${(isRate ? own / other : other / own).toFixed(2)} ×`
        : '',
    };
  });
  printTable(rows);
  writeResult('local-cluster', { options, rows, rounds });
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});

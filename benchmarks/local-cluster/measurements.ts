import { quantile } from '../report';
import { Client, inParallel, timed } from './Client';

/** Figures of one round on one server. */
export type Figures = { [what: string]: number };

/** The rounds that count have numbers. */
export type Round = number | 'warm-up';

const map = (name: string, text = 'x'.repeat(200)) => ({
  metadata: { name, labels: { app: 'benchmark', tier: 'front' } },
  data: { text },
});

const pathIn = (namespace: string) =>
  `/api/v1/namespaces/${namespace}/configmaps`;

async function newNamespace(client: Client, name: string): Promise<string> {
  await client.send('POST', '/api/v1/namespaces', { metadata: { name } });
  return pathIn(name);
}

const perSecond = (count: number, milliseconds: number) =>
  Math.round((count / milliseconds) * 1000);

/** Creates and updates objects. */
export async function writes(
  client: Client,
  { round, count }: { round: Round; count: number },
): Promise<Figures> {
  const path = await newNamespace(client, `writes-${round}`);
  const create = (index: number) => client.send('POST', path, map(`m${index}`));
  const creating = await timed(() => inParallel(count, create));
  const updating = await timed(() =>
    inParallel(count, index =>
      client.send(
        'PUT',
        `${path}/m${index}`,
        map(`m${index}`, 'y'.repeat(200)),
      ),
    ),
  );
  return {
    'creates per second': perSecond(count, creating),
    'updates per second': perSecond(count, updating),
  };
}

/** Lists objects, which the first round makes. */
export async function lists(
  client: Client,
  { round, objects }: { round: number; objects: number },
): Promise<Figures> {
  const path = pathIn('listed');
  if (round === 0) {
    await fill(client, 'listed', objects);
  }
  const count = 8;
  const milliseconds = await timed(() =>
    inParallel(count, () => client.send('GET', path), 1),
  );
  return { [`list of ${objects} (ms)`]: Math.round(milliseconds / count) };
}

/** A burst of creates, until each of many watchers has seen all of them. */
export async function burst(
  client: Client,
  {
    round,
    objects,
    watchers,
  }: { round: number; objects: number; watchers: number },
): Promise<Figures> {
  const path = await newNamespace(client, `burst-${round}`);
  const watches = await Promise.all(
    Array.from({ length: watchers }, () => client.watch(path)),
  );
  const milliseconds = await timed(async () => {
    await inParallel(objects, index =>
      client.send('POST', path, map(`m${index}`)),
    );
    await Promise.all(watches.map(watch => watch.until(objects)));
  });
  return {
    [`burst of ${objects} seen by ${watchers} (ms)`]: Math.round(milliseconds),
  };
}

/** Many connections that watch, until a change has reached all of them; the median of some changes. */
export async function connections(
  client: Client,
  { round, count, changes }: { round: Round; count: number; changes: number },
): Promise<Figures> {
  const path = await newNamespace(client, `connections-${round}`);
  const watches: Awaited<ReturnType<Client['watch']>>[] = [];
  const opening = await timed(() =>
    inParallel(count, async () => watches.push(await client.watch(path))),
  );
  const times: number[] = [];
  for (let change = 1; change <= changes; change++) {
    times.push(
      await timed(async () => {
        await client.send('POST', path, map(`seen-by-all-${change}`));
        await Promise.all(watches.map(watch => watch.until(change)));
      }),
    );
  }
  return {
    [`${count} watches opened (ms)`]: Math.round(opening),
    [`one change seen by ${count} (ms)`]: Math.round(quantile(times, 0.5)),
  };
}

/** Fills a new namespace. */
export async function fill(
  client: Client,
  namespace: string,
  count: number,
): Promise<void> {
  const path = await newNamespace(client, namespace);
  await inParallel(count, index => client.send('POST', path, map(`m${index}`)));
}

/** What comes first on a server is not measured: the client's own code is slow until it has run for a while. */
export async function warmUp(client: Client): Promise<void> {
  await writes(client, { round: 'warm-up', count: 500 });
  await connections(client, { round: 'warm-up', count: 200, changes: 5 });
}

import { Client, inParallel, timed } from './Client';

/** Figures of one round on one server. */
export type Figures = { [what: string]: number };

const map = (name: string, text = 'x'.repeat(200)) => ({
  metadata: { name, labels: { app: 'benchmark', tier: 'front' } },
  data: { text },
});

async function newNamespace(client: Client, name: string): Promise<string> {
  await client.send('POST', '/api/v1/namespaces', { metadata: { name } });
  return `/api/v1/namespaces/${name}/configmaps`;
}

const perSecond = (count: number, milliseconds: number) =>
  Math.round((count / milliseconds) * 1000);

/** Creates and updates objects, and lists them until there are 10,000. */
export async function writesAndLists(
  client: Client,
  { round, writes, listed }: { round: number; writes: number; listed: number },
): Promise<Figures> {
  const path = await newNamespace(client, `writes-${round}`);
  const create = (index: number) => client.send('POST', path, map(`m${index}`));
  const creating = await timed(() => inParallel(writes, create));
  const updating = await timed(() =>
    inParallel(writes, index =>
      client.send(
        'PUT',
        `${path}/m${index}`,
        map(`m${index}`, 'y'.repeat(200)),
      ),
    ),
  );
  await inParallel(listed - writes, index => create(writes + index));
  const lists = 8;
  const listing = await timed(() =>
    inParallel(lists, () => client.send('GET', path), 1),
  );
  return {
    'creates per second': perSecond(writes, creating),
    'updates per second': perSecond(writes, updating),
    [`list of ${listed} (ms)`]: Math.round(listing / lists),
  };
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

/** Many connections that watch, until one change has reached all of them. */
export async function connections(
  client: Client,
  { round, count }: { round: number; count: number },
): Promise<Figures> {
  const path = await newNamespace(client, `connections-${round}`);
  const watches: Awaited<ReturnType<Client['watch']>>[] = [];
  const opening = await timed(() =>
    inParallel(count, async () => watches.push(await client.watch(path))),
  );
  const change = await timed(async () => {
    await client.send('POST', path, map('seen-by-all'));
    await Promise.all(watches.map(watch => watch.until(1)));
  });
  return {
    [`${count} watches opened (ms)`]: Math.round(opening),
    [`one change seen by ${count} (ms)`]: Math.round(change),
  };
}

/** Fills a server. */
export async function fill(client: Client, count: number): Promise<void> {
  const path = await newNamespace(client, 'full');
  await inParallel(count, index => client.send('POST', path, map(`m${index}`)));
}

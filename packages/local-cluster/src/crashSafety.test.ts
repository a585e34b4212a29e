import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { DefinitionJournal, Journal } from './__testUtils__/Journal';
import { ApiClient } from './contractTests/__testUtils__/ApiClient';
import {
  anySpec,
  customKind,
  define,
} from './contractTests/__testUtils__/fixtures';

const kills = 6;
const objects = 8;

/** A server in a process of its own, which can be killed. */
async function startProcess(
  directory: string,
): Promise<{ api: ApiClient; child: ChildProcess }> {
  const kubeconfig = join(directory, 'kubeconfig');
  const child = spawn(
    process.execPath,
    [
      join(__dirname, '../bin/local-cluster'),
      '--port=0',
      `--data-file=${join(directory, 'data.db')}`,
      `--kubeconfig=${kubeconfig}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await once(child.stderr!, 'data');
  const config = parse(await readFile(kubeconfig, 'utf8'));
  const { server, 'certificate-authority-data': authority } =
    config.clusters[0].cluster;
  const api = new ApiClient({
    url: server,
    authority: Buffer.from(authority, 'base64').toString(),
    token: config.users[0].user.token,
  });
  return { api, child };
}

describe('A server that is killed', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-cluster-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('has lost no write that it had acknowledged, at whichever moment that was', async () => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    const journals = Array.from(
      { length: objects },
      (_, index) => new Journal(kind, `${kind.path('default')}/o${index}`),
    );
    const definitions = new DefinitionJournal();
    const all = [...journals, definitions];
    const acknowledged = () =>
      all.reduce((sum, journal) => sum + journal.acknowledged, 0);
    for (let round = 0; round <= kills; round++) {
      const { api, child } = await startProcess(directory);
      try {
        if (round === 0) {
          await define(api, kind);
        } else {
          const { body } = await api.get(kind.path('default'));
          expect(Number(body.metadata?.resourceVersion)).toBeGreaterThanOrEqual(
            Math.max(...journals.map(({ version }) => version)),
          );
          for (const journal of all) {
            await journal.verify(api);
          }
        }
        if (round < kills) {
          const before = acknowledged();
          const writing = Promise.allSettled(
            all.map(journal => journal.write(api)),
          );
          while (acknowledged() < before + 30) {
            await sleep(5);
          }
          await sleep(Math.random() * 200);
          child.kill('SIGKILL');
          const reasons = (await writing).map(result =>
            result.status === 'rejected' ? String(result.reason) : '',
          );
          // They end because nobody answers, not because something was refused.
          expect(reasons.filter(reason => reason.includes('refused'))).toEqual(
            [],
          );
        }
      } finally {
        child.kill('SIGKILL');
        await api.close();
      }
    }
    expect(acknowledged()).toBeGreaterThan(kills * 30);
  }, 300_000);
});

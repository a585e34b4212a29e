import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DefinitionJournal, Journal } from './__testUtils__/Journal';
import { ApiClient } from './contractTests/__testUtils__/ApiClient';
import { endpointOf } from './contractTests/__testUtils__/endpointOf';
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
  const api = new ApiClient(endpointOf(await readFile(kubeconfig, 'utf8')));
  return { api, child };
}

/** Writes without a pause until the process is killed; answers with what it refused. */
async function writeUntilKilled(
  writers: { acknowledged: number; write(api: ApiClient): Promise<void> }[],
  { api, child }: { api: ApiClient; child: ChildProcess },
): Promise<string[]> {
  const acknowledged = () =>
    writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  const enough = acknowledged() + 30 + Math.floor(Math.random() * 60);
  const writing = Promise.allSettled(writers.map(writer => writer.write(api)));
  while (acknowledged() < enough && child.exitCode === null) {
    await nextTurn();
  }
  child.kill('SIGKILL');
  // They end because nobody answers any more.
  return (await writing)
    .map(result => (result.status === 'rejected' ? String(result.reason) : ''))
    .filter(reason => reason.includes('refused:'));
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
    const lost = async (api: ApiClient) => [
      ...(await Promise.all(journals.map(journal => journal.lost(api)))),
      await definitions.lost(api),
    ];
    for (let round = 0; round < kills; round++) {
      const server = await startProcess(directory);
      try {
        if (round === 0) {
          await define(server.api, kind);
        }
        expect((await lost(server.api)).flat()).toEqual([]);
        expect(
          await writeUntilKilled([...journals, definitions], server),
        ).toEqual([]);
      } finally {
        server.child.kill('SIGKILL');
        await server.api.close();
      }
    }
    const { api, child } = await startProcess(directory);
    try {
      expect((await lost(api)).flat()).toEqual([]);
      const { body } = await api.get(kind.path('default'));
      expect(Number(body.metadata?.resourceVersion)).toBeGreaterThanOrEqual(
        Math.max(...journals.map(({ version }) => version)),
      );
    } finally {
      child.kill('SIGKILL');
      await api.close();
    }
  }, 600_000);
});

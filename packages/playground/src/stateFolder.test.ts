import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCluster } from '@kuadrant/local-cluster';
import { SqliteCounterStore } from './gateway/counterStore';
import { personas, startIssuer } from './issuer';
import { ChildProcess } from './portal/ChildProcess';
import { readSettings, type Settings } from './settings';
import { prepareStateFolder } from './stateFolder';

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('the folder of the playground', () => {
  const umask = process.umask();
  let parent: string;
  let settings: Settings;

  beforeEach(async () => {
    process.umask(0o022);
    parent = await mkdtemp(join(tmpdir(), 'state-'));
    settings = readSettings({ PLAYGROUND_STATE: join(parent, 'state') });
  });

  afterEach(async () => {
    process.umask(umask);
    await rm(parent, { recursive: true });
  });

  const modeOf = async (path: string) =>
    ((await stat(path)).mode & 0o7777).toString(8);

  /** The modes of a folder and of all that is in it. */
  async function modes(folder: string): Promise<Record<string, string>> {
    const names = await readdir(folder, { recursive: true });
    const entries = await Promise.all(
      ['', ...names].map(async name => [
        name,
        await modeOf(join(folder, name)),
      ]),
    );
    return Object.fromEntries(entries);
  }

  it('is closed to others, and so is what the parts put into it', async () => {
    await prepareStateFolder(settings);
    const { state, logs, database } = settings;
    const child = ChildProcess.start({
      name: 'child',
      args: [
        '--eval',
        `require('fs').mkdirSync('sub'); require('fs').writeFileSync('sub/catalog.sqlite', '')`,
      ],
      cwd: database,
      env: process.env,
      logFile: join(logs, 'backend.log'),
    });
    const cluster = await LocalCluster.start({
      dataFile: join(state, 'cluster.sqlite'),
    });
    const issuer = await startIssuer({
      port: 0,
      personas,
      client: { id: 'a', secret: 'b', redirectUris: ['http://localhost/'] },
      dataFile: join(state, 'issuer.sqlite'),
    });
    const counters = SqliteCounterStore.open(join(state, 'gateway.sqlite'));
    counters.set('a', { count: 1, endsAt: 2 });
    await child.ended;
    const found = await modes(state);
    counters.close();
    await issuer.stop();
    await cluster.stop();
    await child.stop();

    expect(found).toMatchObject({
      '': '700',
      logs: '700',
      'logs/backend.log': '600',
      portal: '700',
      'portal/sub': '700',
      'portal/sub/catalog.sqlite': '600',
      'cluster.sqlite': '600',
      'cluster.sqlite-wal': '600',
      'issuer.sqlite': '600',
      'issuer.sqlite-wal': '600',
      'gateway.sqlite': '600',
      'gateway.sqlite-wal': '600',
    });
    const open = Object.entries(found).filter(
      ([, mode]) => !['700', '600'].includes(mode),
    );
    expect(open).toEqual([]);
  });

  it('is closed to others when an older version has left it open', async () => {
    const { state, logs, database, kubeconfig } = settings;
    const other = join(state, 'toolchain');
    for (const folder of [state, logs, database, other]) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
    }
    const files = [
      kubeconfig,
      join(state, 'cluster.sqlite'),
      join(state, 'cluster.sqlite-wal'),
      join(state, 'issuer.sqlite'),
      join(state, 'gateway.sqlite-shm'),
      join(database, 'catalog.sqlite'),
      join(logs, 'backend.log'),
    ];
    for (const file of files) {
      await writeFile(file, '', { mode: 0o644 });
    }
    const program = join(other, 'node');
    await writeFile(program, '', { mode: 0o755 });
    const elsewhere = join(parent, 'elsewhere');
    await writeFile(elsewhere, '', { mode: 0o644 });
    await symlink(elsewhere, join(database, 'link.sqlite'));

    await prepareStateFolder(settings);
    for (const folder of [state, logs, database]) {
      expect([folder, await modeOf(folder)]).toEqual([folder, '700']);
    }
    for (const file of files) {
      expect([file, await modeOf(file)]).toEqual([file, '600']);
    }
    expect(await modeOf(program)).toBe('755');
    expect(await modeOf(elsewhere)).toBe('644');
  });

  it('is not a folder that other users share', async () => {
    await mkdir(settings.state);
    await chmod(settings.state, 0o1777);
    await expect(prepareStateFolder(settings)).rejects.toThrow(
      /PLAYGROUND_STATE names .*state, a folder that other users share/,
    );
    expect(await modeOf(settings.state)).toBe('1777');
  });
});

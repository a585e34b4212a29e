import { chmod, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from './settings';

const ONLY_ME = 0o700;
const ONLY_MY_FILE = 0o600;

/** Set on folders such as /tmp, in which many users keep their files. */
const STICKY = 0o1000;

/** Databases with their journals, and the kubeconfig: they hold key values, private keys and tokens. */
const secretFile = /^(kubeconfig|.+\.sqlite(-wal|-shm|-journal)?)$/;

/**
 * Makes the folder that holds the state of the playground, and closes it to other users of the machine, together with
 * what an older version has left in it with wider permissions. Whatever this process and its children make from now
 * on is closed to others too.
 *
 * @throws Error when the folder is shared by many users, such as /tmp, or belongs to somebody else
 */
export async function prepareStateFolder(
  settings: Pick<Settings, 'state' | 'logs' | 'database'>,
): Promise<void> {
  const { state, logs, database } = settings;
  process.umask(0o777 & ~ONLY_ME);
  await mkdir(state, { recursive: true });
  if ((await stat(state)).mode & STICKY) {
    throw new Error(
      `PLAYGROUND_STATE names ${state}, a folder that other users share. Name a folder of its own, for example ${join(
        state,
        'playground',
      )}.`,
    );
  }
  await chmod(state, ONLY_ME);
  await closeFiles(state, name => secretFile.test(name));
  for (const folder of [logs, database]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, ONLY_ME);
    await closeFiles(folder, () => true);
  }
}

async function closeFiles(
  folder: string,
  matches: (name: string) => boolean,
): Promise<void> {
  for (const name of (await readdir(folder)).filter(matches)) {
    const file = join(folder, name);
    // A link would lead chmod to a file elsewhere.
    if ((await lstat(file)).isFile()) {
      await chmod(file, ONLY_MY_FILE);
    }
  }
}

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupError } from './BackupError';

const OWNER_ONLY = 0o600;

/**
 * Where a backup is written.
 *
 * @param output - a file, or a folder: then the file is named after the time
 * @param now - milliseconds since the epoch
 */
export async function backupPath(output: string, now: number): Promise<string> {
  const isFolder = await stat(output).then(
    found => found.isDirectory(),
    () => false,
  );
  const time = new Date(now).toISOString().replace(/[:.]/g, '-');
  return isFolder ? join(output, `developer-portal-${time}.ndjson`) : output;
}

/**
 * Writes a backup that only its owner may read. The file appears when it is whole; one of this name is replaced.
 *
 * @throws BackupError where the folder cannot be written
 */
export async function writeBackupFile(
  path: string,
  text: string,
): Promise<void> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = await open(unfinished, 'wx', OWNER_ONLY);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new BackupError(`Cannot write ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** @throws BackupError where the file cannot be read */
export async function readBackupFile(path: string): Promise<string> {
  try {
    return await readFile(path === '-' ? '/dev/stdin' : path, 'utf8');
  } catch (error) {
    throw new BackupError(`Cannot read ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

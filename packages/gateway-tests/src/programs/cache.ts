import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const releases: Record<'authorino' | 'envoy', string> = JSON.parse(
  readFileSync(
    path.join(
      path.dirname(require.resolve('../../package.json')),
      'programs.json',
    ),
    'utf8',
  ),
);

/**
 * The folder into which a script of this repository puts a program of the release that the tests are written for.
 *
 * @returns undefined where the program is not there; suites that need it count as skipped then
 */
export function programFolder(
  name: keyof typeof releases,
  program: string,
): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const folder = path.join(
    cache,
    'kuadrant-developer-portal',
    `${name}-${releases[name]}`,
  );
  return existsSync(path.join(folder, program)) ? folder : undefined;
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fetches a package from the npm registry, without what it depends on, unless it is in the folder already.
 *
 * @param {string} name
 * @param {string} version - an exact one
 * @param {string} folder - for this version of this package alone
 * @returns {string} where its package.json is
 */
export function unpackFromRegistry(name, version, folder) {
  const unpacked = join(folder, 'package');
  if (!existsSync(unpacked)) {
    const part = join(folder, 'part');
    mkdirSync(part, { recursive: true });
    const archive = execFileSync(
      'npm',
      ['pack', '--silent', `${name}@${version}`],
      { cwd: part, encoding: 'utf8' },
    ).trim();
    execFileSync('tar', ['xzf', archive], { cwd: part });
    // Whole or not at all.
    renameSync(join(part, 'package'), unpacked);
  }
  return unpacked;
}

import { spawnSync } from 'node:child_process';

/** Where main is known, in the clone of a contributor and in that of a CI. */
const MAIN = ['origin/main', 'main'];

/**
 * The files that differ from main, or, on main itself and in a clone that does not know it, from the commit before.
 * What is not committed yet counts as well.
 *
 * @param {string} root
 * @param {string[]} paths - only these, in the words of git
 * @returns {{base: string, files: string[]} | undefined} undefined where there is nothing to compare with: the clone
 *   holds one commit only, or is none
 */
export function changedFiles(root, paths) {
  const git = (...args) => {
    const { status, stdout } = spawnSync('git', args, {
      cwd: root,
      encoding: 'utf8',
    });
    return status === 0 ? stdout.trim() : undefined;
  };
  const head = git('rev-parse', '--verify', 'HEAD');
  const mergeBase = MAIN.map(main => git('merge-base', main, 'HEAD')).find(
    commit => commit && commit !== head,
  );
  const base = mergeBase ?? git('rev-parse', '--verify', 'HEAD~1');
  if (!base) {
    return undefined;
  }
  const lines = [
    git('diff', '--name-only', '--diff-filter=d', base, '--', ...paths),
    git('ls-files', '--others', '--exclude-standard', '--', ...paths),
  ];
  return {
    base,
    files: lines.flatMap(text => text?.split('\n') ?? []).filter(file => file),
  };
}

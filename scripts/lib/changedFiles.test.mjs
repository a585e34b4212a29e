import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { changedFiles } from './changedFiles.mjs';

describe('the changed files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changed-'));
  after(() => rmSync(folder, { recursive: true }));
  const repository = join(folder, 'repository');
  const git = (cwd, ...args) =>
    execFileSync('git', args, {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
      },
    }).trim();
  const commit = (file, text) => {
    writeFileSync(join(repository, file), text);
    git(repository, 'add', '--all');
    git(
      repository,
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@example.com',
      'commit',
      '-qm',
      file,
    );
    return git(repository, 'rev-parse', 'HEAD');
  };
  const clone = (name, ...options) => {
    git(
      folder,
      'clone',
      '-q',
      ...options,
      pathToFileURL(repository).href,
      name,
    );
    return join(folder, name);
  };

  git(folder, 'init', '-q', '-b', 'main', repository);
  commit('a.test.ts', '1');
  const onMain = commit('b.test.ts', '1');

  it('on main are those of the last commit', () => {
    const { files } = changedFiles(repository, ['*.test.ts']);
    assert.deepEqual(files, ['b.test.ts']);
  });

  it('on a branch are all of the branch, committed or not, but for deleted ones', () => {
    git(repository, 'checkout', '-q', '-b', 'branch');
    commit('a.test.ts', '2');
    commit('c.test.ts', '1');
    commit('c.ts', '1');
    writeFileSync(join(repository, 'd.test.ts'), '1');
    rmSync(join(repository, 'b.test.ts'));
    assert.deepEqual(changedFiles(repository, ['*.test.ts']), {
      base: onMain,
      files: ['a.test.ts', 'c.test.ts', 'd.test.ts'],
    });
    git(repository, 'checkout', '-q', '--', 'b.test.ts');
    rmSync(join(repository, 'd.test.ts'));
  });

  it('in a clone of one branch are those of the last commit', () => {
    const last = commit('c.test.ts', '2');
    for (const options of [['--single-branch'], ['--depth', '2']]) {
      const copy = clone(
        `clone${options.join('')}`,
        '--branch',
        'branch',
        ...options,
      );
      const changed = changedFiles(copy, ['*.test.ts']);
      assert.deepEqual(changed.files, ['c.test.ts']);
      assert.equal(git(copy, 'rev-parse', 'HEAD'), last);
    }
  });

  it('are unknown where there is no earlier commit, and outside of a clone', () => {
    const shallow = clone('shallow', '--depth', '1');
    assert.equal(changedFiles(shallow, ['*.test.ts']), undefined);
    assert.equal(changedFiles(folder, ['*.test.ts']), undefined);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const preload = fileURLToPath(new URL('parallelWrites.cjs', import.meta.url));

/** Runs a function in a Node that has loaded parallelWrites, in an empty folder; gives the lines that it printed. */
function runIn(folder, work) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, '--eval', `(${work})(require('node:fs'))`],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return stdout.trim().split('\n');
}

test('writes what it is given, however many files, small and large', t => {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-writes-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const lines = runIn(folder, fs => {
    const left = new Set();
    for (let i = 0; i < 1000; i++) {
      left.add(i);
      // Small buffers share one memory of Node, large ones have their own; the last one is larger than a batch.
      const data = Buffer.alloc(i === 999 ? 9_000_000 : i * 10, `${i},`);
      fs.writeFile(
        `file${i}`,
        data,
        { mode: i === 5 ? 0o755 : 0o644 },
        error => {
          if (error) throw error;
          if (!fs.readFileSync(`file${i}`).equals(data))
            throw new Error(`${i}`);
          left.delete(i);
          if (left.size === 0) console.log('all');
        },
      );
    }
  });
  assert.deepEqual(lines, ['all']);
  assert.equal(readdirSync(folder).length, 1000);
  assert.equal(statSync(join(folder, 'file999')).size, 9_000_000);
  if (process.platform !== 'win32') {
    assert.equal(statSync(join(folder, 'file5')).mode & 0o777, 0o755);
  }
});

test('tells each caller its own failure, with the code', t => {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-writes-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const lines = runIn(folder, fs => {
    const tell = name => error =>
      console.log(
        name,
        error === null || [error.code, error.syscall, error.path].join(' '),
      );
    const data = Buffer.from('data');
    fs.writeFile('there', data, tell('first'));
    fs.writeFile('away/file', data, tell('without a folder'));
    fs.writeFile('there', data, { flag: 'wx' }, tell('again'));
    fs.writeFile('text', 'of a string', tell('text'));
  });
  assert.deepEqual(lines.sort(), [
    'again EEXIST open there',
    'first true',
    'text true',
    'without a folder ENOENT open away/file',
  ]);
  assert.equal(readFileSync(join(folder, 'text'), 'utf8'), 'of a string');
});

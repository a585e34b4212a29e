import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../testUtils/cluster';
import type { BoundedLogLimits } from '../boundedLog';
import { ChildProcess } from './ChildProcess';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('a child process', () => {
  let directory: string;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'child-'));
  });

  afterAll(async () => {
    await Promise.all(started.map(child => child.stop()));
    await rm(directory, { recursive: true });
  });

  const start = (
    program: string,
    onLine?: (line: string) => void,
    logLimits?: BoundedLogLimits,
  ) => {
    const child = ChildProcess.start({
      name: 'test',
      args: ['--eval', program],
      cwd: directory,
      env: process.env,
      logFile: join(directory, `${started.length}.log`),
      logLimits,
      onLine,
    });
    started.push(child);
    return child;
  };

  it('tells how it ended and its last lines', async () => {
    const child = start(
      `for (let i = 1; i <= 40; i++) console.error('line', i); process.exitCode = 7`,
    );
    expect(await child.ended).toBe('exit code 7');
    const lines = (await child.tail()).split('\n');
    expect(lines).toHaveLength(25);
    expect(lines.at(-1)).toBe('line 40');
  });

  it('shows what it says while it runs', async () => {
    const lines: string[] = [];
    const child = start(
      `console.log('one'); setTimeout(() => console.log('two'), 300); setInterval(() => {}, 1000)`,
      line => lines.push(line),
    );
    await eventually(() => expect(lines).toEqual(['one', 'two']));
    await child.stop();
  });

  it('keeps its log small, and goes on writing to it', async () => {
    const shown: string[] = [];
    const child = start(
      `let line = 0; setInterval(() => console.log('line', line++, '.'.repeat(50)), 1);`,
      line => shown.push(line),
      { maxBytes: 4096, checkMs: 20 },
    );
    const previous = `${child.logFile}.1`;
    const numberOf = (text: string) =>
      Number(/line (\d+) \.{50}$/m.exec(text)?.[1]);
    const first = await eventually(async () => {
      const number = numberOf(await readFile(previous, 'utf8'));
      expect(number).toBeGreaterThan(0);
      return number;
    });
    await eventually(async () => {
      expect(numberOf(await readFile(previous, 'utf8'))).toBeGreaterThan(
        first + 200,
      );
      expect(numberOf(shown.at(-1)!)).toBeGreaterThan(first + 200);
    });
    await child.stop();
    expect((await stat(previous)).size).toBe(4096);
    expect((await stat(child.logFile)).size).toBeLessThan(65_536);
  });

  it('is ended together with what it started', async () => {
    const child = start(
      `const { pid } = require('child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
       console.log(pid); setInterval(() => {}, 1000)`,
    );
    const grandchild = await eventually(async () => {
      const pid = Number(await readFile(child.logFile, 'utf8'));
      expect(pid).toBeGreaterThan(0);
      return pid;
    });
    expect(isAlive(grandchild)).toBe(true);
    await child.stop();
    await eventually(() => expect(isAlive(grandchild)).toBe(false));
  });

  it('ends when its parent is killed', async () => {
    const pidFile = join(directory, 'orphan');
    const program = join(directory, 'parent.cjs');
    await writeFile(
      program,
      `const { spawn } = require('child_process');
       const { pid } = spawn(process.execPath, ['--require', ${JSON.stringify(
         require.resolve('./endWithParent.cjs'),
       )}, '--eval', 'setInterval(() => {}, 1000)'], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
       require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid));`,
    );
    const parent = spawn(process.execPath, [program], { stdio: 'ignore' });
    const orphan = await eventually(async () => {
      const pid = Number(await readFile(pidFile, 'utf8'));
      expect(isAlive(pid)).toBe(true);
      return pid;
    });
    parent.kill('SIGKILL');
    await eventually(() => expect(isAlive(orphan)).toBe(false));
  });
});

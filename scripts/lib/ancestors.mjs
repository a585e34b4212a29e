import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const shells = ['sh', 'dash', 'bash', 'ash', 'zsh'];

/**
 * The processes without which this one has no reason to go on: its parent, and where a package manager runs scripts
 * through a shell, the package manager behind that shell. Nobody tells a child that they were killed.
 */
export function processesAbove(environment = process.env) {
  const parent = process.ppid;
  if (!environment.npm_lifecycle_event || process.platform === 'win32') {
    return [parent];
  }
  const { command, ppid } = describe(parent);
  return shells.includes(command) && ppid > 1 ? [parent, ppid] : [parent];
}

/** Calls onGone once when one of the processes above has ended; returns a function that ends the watch. */
export function watchProcesses([parent, above], onGone, intervalMs = 500) {
  const timer = setInterval(() => {
    const there =
      process.ppid === parent &&
      (above === undefined || isAbove(above, parent));
    if (!there) {
      clearInterval(timer);
      onGone();
    }
  }, intervalMs);
  return () => clearInterval(timer);
}

function isAbove(pid, parent) {
  // A killed process stays visible until its own parent takes notice, but its children are given away at once.
  const status = readStatus(parent);
  return status ? status.ppid === pid : isAlive(pid);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error.code === 'EPERM';
  }
}

function describe(pid) {
  return readStatus(pid) ?? askPs(pid);
}

/** undefined where there is no /proc, which is everywhere but on Linux. */
function readStatus(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      command: /^Name:\s*(.*)$/m.exec(status)?.[1],
      ppid: Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]),
    };
  } catch {
    return undefined;
  }
}

function askPs(pid) {
  const { stdout } = spawnSync(
    'ps',
    ['-o', 'ppid=', '-o', 'comm=', '-p', String(pid)],
    { encoding: 'utf8' },
  );
  const [, ppid, command] =
    /^\s*(\d+)\s+(?:.*\/)?(.*?)\s*$/.exec(stdout ?? '') ?? [];
  return { command, ppid: Number(ppid) };
}

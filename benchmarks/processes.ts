import { readdirSync, readFileSync } from 'node:fs';

// What /proc tells (proc(5)): processor time is counted in ticks, memory in KiB.
const TICKS_PER_SECOND = 100;
const STATE_FIELDS_BEFORE = 2;
const PARENT_FIELD = 4 - STATE_FIELDS_BEFORE - 1;
const USER_TIME_FIELD = 14 - STATE_FIELDS_BEFORE - 1;
const SYSTEM_TIME_FIELD = 15 - STATE_FIELDS_BEFORE - 1;

/** A process that runs. */
export interface RunningProcess {
  id: number;
  parent: number;
  /** The name of the program, as in `etcd`. */
  name: string;
  /** The whole command line. */
  command: string;
  /** The memory that it holds, in MiB. */
  memory: number;
}

/** Seconds of processor time that a process has used so far. */
export function cpuSecondsOf(id: number | undefined): number {
  const fields = statOf(id);
  return (
    (Number(fields[USER_TIME_FIELD]) + Number(fields[SYSTEM_TIME_FIELD])) /
    TICKS_PER_SECOND
  );
}

/** The memory that a process holds now, in MiB. */
export function memoryOf(id: number | undefined): number {
  return statusOf(id, 'VmRSS') / 1024;
}

/** The most memory that a process has held so far, in MiB. */
export function peakMemoryOf(id: number | undefined): number {
  return statusOf(id, 'VmHWM') / 1024;
}

/** A process with all that it has started and that still runs. */
export function processTree(root: number): RunningProcess[] {
  const all = runningProcesses();
  const wanted = new Set([root]);
  for (let before = 0; before !== wanted.size;) {
    before = wanted.size;
    for (const { id, parent } of all) {
      if (wanted.has(parent)) {
        wanted.add(id);
      }
    }
  }
  return all.filter(({ id }) => wanted.has(id));
}

function runningProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      const id = Number(name);
      try {
        return [
          {
            id,
            parent: Number(statOf(id)[PARENT_FIELD]),
            name: readFileSync(`/proc/${id}/comm`, 'utf8').trim(),
            command: readFileSync(`/proc/${id}/cmdline`, 'utf8')
              .replaceAll('\0', ' ')
              .trim(),
            memory: memoryOf(id),
          },
        ];
      } catch (error) {
        // It ended between the two looks.
        if (
          ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!)
        ) {
          return [];
        }
        throw error;
      }
    });
}

// What follows the name, which may hold spaces.
function statOf(id: number | undefined): string[] {
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function statusOf(id: number | undefined, field: string): number {
  const status = readFileSync(`/proc/${id}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
}

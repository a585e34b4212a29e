import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const SERVER = ['etcd', 'kube-apiserver'];

/** Seconds of processor time that a process has used so far. */
export function cpuSecondsOf(pid: number | string | undefined): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Seconds of processor time that the API server which this process started has used so far, with etcd. */
export function serverCpuSeconds(): number {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return (
          Number(statOf(pid)[1]) === process.pid &&
          SERVER.includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())
        );
      } catch {
        // Ended meanwhile.
        return false;
      }
    })
    .reduce((total, pid) => total + cpuSecondsOf(pid), 0);
}

/** The most memory that a process has held so far, in MiB. */
export function peakMemoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

// What follows the name, which may hold spaces.
function statOf(pid: number | string | undefined): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

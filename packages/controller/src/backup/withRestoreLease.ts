import {
  type KubernetesClient,
  LeaderElector,
} from '@kuadrant/kubernetes-cache';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { BackupError } from './BackupError';

/** The Lease that lets one restore run at a time. */
export const RESTORE_LEASE = 'developer-portal-restore';

const LEASE_MS = 30_000;
const RENEW_WITHIN_MS = 25_000;
// Long enough for the Lease of a restore that was killed to run out.
const WAIT_MS = 45_000;

/**
 * Does some work while no other restore runs on the cluster.
 *
 * @param options - the namespace of the Lease; how long to wait for another restore that was killed
 * @param work - gets a signal that is aborted when the Lease is lost
 * @throws BackupError where another restore runs, or the Lease cannot be written
 */
export async function withRestoreLease<R>(
  options: { client: KubernetesClient; namespace: string; waitMs?: number },
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const { client, namespace, waitMs = WAIT_MS } = options;
  const lost = new AbortController();
  const problems: string[] = [];
  const note = (message: string) => problems.push(message);
  let begin = () => {};
  const leading = new Promise<void>(resolve => {
    begin = resolve;
  });
  const elector = new LeaderElector({
    client,
    lease: { namespace, name: RESTORE_LEASE },
    identity: `${hostname()}-${randomUUID()}`,
    onStartedLeading: begin,
    onStoppedLeading: () =>
      lost.abort(
        new BackupError(
          'The Lease of the restore was lost. Run the restore again: it continues where it stopped.',
        ),
      ),
    logger: { debug: () => {}, info: () => {}, warn: note, error: note },
    leaseDurationMs: LEASE_MS,
    renewDeadlineMs: RENEW_WITHIN_MS,
    retryMs: 1_000,
  });
  elector.start();
  let cancel: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>(resolve => {
    cancel = setTimeout(resolve, waitMs);
  });
  try {
    await Promise.race([leading, tooLong]);
    if (!elector.isLeader) {
      throw new BackupError(
        `Cannot begin: ${
          problems.at(-1) ??
          `another restore holds the Lease ${namespace}/${RESTORE_LEASE}. Wait until it has finished`
        }`,
      );
    }
    return await work(lost.signal);
  } finally {
    clearTimeout(cancel);
    await elector.stop();
  }
}

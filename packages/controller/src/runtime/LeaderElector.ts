import {
  type KubernetesObject,
  leases,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isNotFound, type KubernetesClient } from '@kuadrant/kubernetes-cache';
import { Clock, systemClock } from './Clock';
import { Logger } from './Logger';

interface Lease extends KubernetesObject {
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
}

/**
 * Options of a {@link LeaderElector}.
 *
 * @public
 */
export interface LeaderElectorOptions {
  client: KubernetesClient;
  lease: ObjectRef;
  /** Who this is, different for each candidate. */
  identity: string;
  /** Called when this candidate begins to lead. */
  onLead: () => void;
  /** Called when it does so no more. Before another leads, all work must have ended. */
  onLost: () => void;
  /** How long others wait for a leader that is silent, in milliseconds. Default 15000. */
  leaseDurationMs?: number;
  /** How long a leader that cannot renew its lease goes on, in milliseconds; less than the lease. Default 10000. */
  renewDeadlineMs?: number;
  /** Time between two attempts, in milliseconds. Default 2000. */
  retryMs?: number;
  clock?: Clock;
  logger: Logger;
}

/**
 * Chooses, through a Lease, one of several candidates to act.
 *
 * @remarks
 * As in client-go, no clocks of different machines are compared: a candidate measures by its own clock how long the
 * Lease has not changed.
 *
 * @see https://pkg.go.dev/k8s.io/client-go/tools/leaderelection
 * @public
 */
export class LeaderElector {
  readonly #options: Required<LeaderElectorOptions>;
  readonly #abort = new AbortController();
  #running?: Promise<void>;
  #leading = false;
  #observed?: { version: string; at: number };
  #renewedAt = 0;
  #cancelDeadline = () => {};

  constructor(options: LeaderElectorOptions) {
    this.#options = {
      leaseDurationMs: 15_000,
      renewDeadlineMs: 10_000,
      retryMs: 2_000,
      clock: systemClock,
      ...options,
    };
  }

  get isLeading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Ends the candidacy. A leader hands over at once.
   *
   * @param finished - resolves when the work of this leader has ended
   */
  async stop(finished?: () => Promise<void>): Promise<void> {
    this.#abort.abort();
    await this.#running;
    const wasLeading = this.#leading;
    this.#lose();
    await finished?.();
    if (wasLeading) {
      await this.#release();
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.#attempt();
      } catch (error) {
        if (!signal.aborted) {
          this.#options.logger.info(`The lease was not renewed: ${error}`);
        }
      }
      await this.#sleep(this.#options.retryMs);
    }
  }

  async #attempt(): Promise<void> {
    const { client, lease, clock, leaseDurationMs } = this.#options;
    const startedAt = clock.now();
    const current = await this.#read();
    if (!current) {
      const created = await client.create<Lease>(
        leases,
        { metadata: lease, spec: this.#spec(undefined) },
        { signal: this.#signal() },
      );
      this.#renewed(created, startedAt);
      return;
    }
    this.#observe(current);
    const holder = current.spec?.holderIdentity;
    const isMine = holder === this.#options.identity;
    const silence = clock.now() - (this.#observed?.at ?? clock.now());
    const isFree = !holder || silence >= leaseDurationMs;
    if (!isMine) {
      this.#lose();
    }
    if (isMine || isFree) {
      // The resource version lets one of several candidates through.
      const written = await client.replace<Lease>(
        leases,
        { ...current, spec: this.#spec(current) },
        { signal: this.#signal() },
      );
      this.#renewed(written, startedAt);
    }
  }

  async #read(): Promise<Lease | undefined> {
    const { client, lease } = this.#options;
    try {
      return await client.get<Lease>(leases, lease, {
        signal: this.#signal(),
      });
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  #observe({ metadata }: Lease): void {
    const version = `${metadata.uid}@${metadata.resourceVersion}`;
    if (this.#observed?.version !== version) {
      this.#observed = { version, at: this.#options.clock.now() };
    }
  }

  // A lease counts from before the request that renewed it: others may have seen it as early as that.
  #renewed(lease: Lease, startedAt: number): void {
    this.#observe(lease);
    const { clock, renewDeadlineMs, logger } = this.#options;
    this.#renewedAt = startedAt;
    this.#cancelDeadline();
    this.#cancelDeadline = clock.schedule(
      () => {
        logger.warn('The lease could not be renewed in time');
        this.#lose();
      },
      Math.max(0, this.#renewedAt + renewDeadlineMs - clock.now()),
    );
    if (!this.#leading && !this.#abort.signal.aborted) {
      this.#leading = true;
      logger.info('Leading', { identity: this.#options.identity });
      this.#options.onLead();
    }
  }

  #lose(): void {
    this.#cancelDeadline();
    if (this.#leading) {
      this.#leading = false;
      this.#options.logger.info('Leading no more', {
        identity: this.#options.identity,
      });
      this.#options.onLost();
    }
  }

  async #release(): Promise<void> {
    const { client, lease, identity, logger } = this.#options;
    try {
      const current = await client.get<Lease>(leases, lease);
      if (current.spec?.holderIdentity === identity) {
        await client.replace<Lease>(leases, {
          ...current,
          spec: { ...current.spec, holderIdentity: '' },
        });
      }
    } catch (error) {
      logger.info(`The lease was not handed over: ${error}`);
    }
  }

  #spec(current: Lease | undefined): Lease['spec'] {
    const { identity, clock, leaseDurationMs } = this.#options;
    // MicroTime: six digits after the point.
    const now = new Date(clock.now()).toISOString().replace('Z', '000Z');
    const isMine = current?.spec?.holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(leaseDurationMs / 1000),
      acquireTime: (isMine && current?.spec?.acquireTime) || now,
      renewTime: now,
      leaseTransitions:
        (current?.spec?.leaseTransitions ?? 0) + (current && !isMine ? 1 : 0),
    };
  }

  #signal(): AbortSignal {
    return AbortSignal.any([
      this.#abort.signal,
      AbortSignal.timeout(this.#options.renewDeadlineMs / 2),
    ]);
  }

  #sleep(milliseconds: number): Promise<void> {
    const { signal } = this.#abort;
    return new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = new AbortController();
      const cancel = this.#options.clock.schedule(() => {
        done.abort();
        resolve();
      }, milliseconds);
      signal.addEventListener(
        'abort',
        () => {
          cancel();
          resolve();
        },
        { once: true, signal: done.signal },
      );
    });
  }
}

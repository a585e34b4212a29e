import { KubernetesClient } from '../client/KubernetesClient';
import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  KubernetesError,
} from '../client/KubernetesError';
import { type Clock, systemClock } from '../time/Clock';
import { Logger } from '../types';
import { Lease, leaseResource, microTime } from './Lease';

/**
 * Options of {@link LeaderElector}.
 *
 * @public
 */
export interface LeaderElectorOptions {
  client: KubernetesClient;
  /** The Lease that the candidates share; it is made if absent. */
  lease: { namespace: string; name: string };
  /** Tells this candidate from the others, for example the name of its pod. */
  identity: string;
  /** Called when this candidate begins to lead. */
  onStartedLeading: () => void;
  /** Called when it does so no longer. */
  onStoppedLeading: () => void;
  /**
   * What to do when the API forbids the Lease (403) or its namespace is missing (404): `wait`, the default, or `lead`,
   * for work that more than one may do at the same time without harm.
   */
  whenForbidden?: 'wait' | 'lead';
  logger?: Logger;
  /** How long a Lease lasts that is not renewed, in milliseconds. Default 15000. */
  leaseDurationMs?: number;
  /**
   * How long a leader that cannot renew the Lease goes on, in milliseconds; shorter than the Lease, so that it has ended
   * when another may begin. Default two thirds of `leaseDurationMs`.
   */
  renewDeadlineMs?: number;
  /** Time between two looks at the Lease, in milliseconds. Default 5000. */
  retryMs?: number;
  clock?: Clock;
}

/**
 * Chooses one leader among the replicas of a program, by means of a Lease.
 *
 * @remarks
 * Follows the rules of client-go's leader election: whether a foreign Lease has run out is judged by when this process
 * saw it change, so that clocks need not agree; a leader that cannot renew steps down before others may take over.
 * Like there, two leaders are very unlikely but not impossible, for instance when a process is frozen for long.
 *
 * @public
 */
export class LeaderElector {
  readonly #options: LeaderElectorOptions;
  readonly #leaseDurationMs: number;
  readonly #renewDeadlineMs: number;
  readonly #retryMs: number;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  #running?: Promise<void>;
  #leading = false;
  /** The Lease as last seen, and when it was seen to change. */
  #seen?: { lease: Lease; at: number };
  #cancelDeadline = () => {};
  #reported?: string;

  constructor(options: LeaderElectorOptions) {
    this.#options = options;
    this.#leaseDurationMs = options.leaseDurationMs ?? 15_000;
    this.#renewDeadlineMs =
      options.renewDeadlineMs ?? Math.floor((this.#leaseDurationMs * 2) / 3);
    this.#retryMs = options.retryMs ?? 5_000;
    this.#clock = options.clock ?? systemClock;
    if (this.#renewDeadlineMs >= this.#leaseDurationMs) {
      throw new Error(
        `renewDeadlineMs must be less than leaseDurationMs (${this.#leaseDurationMs}), got ${this.#renewDeadlineMs}: another could lead before this one has stopped`,
      );
    }
  }

  get isLeader(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Stops leading and gives the Lease back, so that another need not wait for its end.
   *
   * @param finished - resolves when the work of this leader has ended; the Lease is given back after that
   */
  async stop(finished?: () => Promise<void>): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.#setLeading(false);
    await finished?.();
    const lease = this.#seen?.lease;
    if (lease?.spec?.holderIdentity === this.#options.identity) {
      await this.#release(lease);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        this.#setLeading(await this.#tryToLead());
        this.#reported = undefined;
      } catch (error) {
        if (this.#stop.signal.aborted) {
          return;
        }
        this.#failed(error as KubernetesError);
      }
      await this.#sleep(this.#retryMs * (0.9 + Math.random() * 0.2));
    }
  }

  /** Ends early when this candidate is stopped. */
  async #sleep(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    const awake = new AbortController();
    let cancel = () => {};
    await new Promise<void>(resolve => {
      if (signal.aborted) {
        resolve();
      }
      signal.addEventListener('abort', () => resolve(), {
        signal: awake.signal,
      });
      cancel = this.#clock.schedule(resolve, milliseconds);
    });
    awake.abort();
    cancel();
  }

  async #tryToLead(): Promise<boolean> {
    const { client, identity } = this.#options;
    const signal = AbortSignal.any([this.#stop.signal, this.#timeout()]);
    let lease: Lease;
    try {
      lease = await client.get(leaseResource, this.#options.lease, { signal });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      return this.#write(() =>
        client.create(leaseResource, this.#claim(), { signal }),
      );
    }
    this.#observe(lease);
    const { holderIdentity, leaseDurationSeconds = 0 } = lease.spec ?? {};
    const lastsUntil = this.#seen!.at + leaseDurationSeconds * 1000;
    if (
      holderIdentity &&
      holderIdentity !== identity &&
      this.#clock.now() < lastsUntil
    ) {
      return false;
    }
    return this.#write(() =>
      client.replace(leaseResource, this.#claim(lease), { signal }),
    );
  }

  async #write(write: () => Promise<Lease>): Promise<boolean> {
    // The Lease counts from before the request that renewed it: others may have seen it as early as that.
    const begun = this.#clock.now();
    try {
      this.#observe(await write());
      this.#leadAtMostUntil(begun + this.#renewDeadlineMs);
      return !this.#stop.signal.aborted;
    } catch (error) {
      if (isConflict(error) || isAlreadyExists(error)) {
        return false;
      }
      throw error;
    }
  }

  // By a timer and not by what an attempt comes to: the one under way may hang beyond the end of the Lease.
  #leadAtMostUntil(time: number): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.schedule(() => {
      this.#options.logger?.warn(
        `Could not renew the Lease ${this.#options.lease.namespace}/${this.#options.lease.name} in time`,
      );
      this.#setLeading(false);
    }, time - this.#clock.now());
  }

  #observe(lease: Lease): void {
    const before = this.#seen?.lease.metadata.resourceVersion;
    if (before !== lease.metadata.resourceVersion) {
      this.#seen = { lease, at: this.#clock.now() };
    }
  }

  #timeout(): AbortSignal {
    return AbortSignal.timeout(Math.ceil(this.#renewDeadlineMs / 2));
  }

  #claim(lease?: Lease): Lease {
    const { identity } = this.#options;
    const now = microTime(new Date(this.#clock.now()));
    const mine = lease?.spec?.holderIdentity === identity;
    return {
      metadata: lease?.metadata ?? this.#options.lease,
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: Math.ceil(this.#leaseDurationMs / 1000),
        acquireTime: mine ? lease.spec?.acquireTime : now,
        renewTime: now,
        leaseTransitions:
          (lease?.spec?.leaseTransitions ?? 0) + (mine || !lease ? 0 : 1),
      },
    };
  }

  async #release(lease: Lease): Promise<void> {
    try {
      await this.#options.client.replace(
        leaseResource,
        {
          metadata: lease.metadata,
          spec: { ...lease.spec, holderIdentity: '', leaseDurationSeconds: 1 },
        },
        { signal: this.#timeout() },
      );
    } catch (error) {
      // It runs out by itself.
      this.#options.logger?.debug(
        `Could not give back the Lease: ${(error as Error).message}`,
      );
    }
  }

  #failed(error: KubernetesError): void {
    const { lease, whenForbidden, logger } = this.#options;
    const what = `the Lease ${lease.namespace}/${lease.name}`;
    const leadsAnyway =
      whenForbidden === 'lead' && (error.status === 403 || isNotFound(error));
    if (this.#reported !== error.message) {
      this.#reported = error.message;
      logger?.warn(
        leadsAnyway
          ? `Cannot use ${what}, so each replica does the work: ${error.message}`
          : `Cannot use ${what}, will retry: ${error.message}`,
      );
    }
    if (leadsAnyway) {
      this.#cancelDeadline();
      this.#setLeading(true);
    }
  }

  #setLeading(leading: boolean): void {
    if (!leading) {
      this.#cancelDeadline();
    }
    if (leading === this.#leading) {
      return;
    }
    this.#leading = leading;
    const { onStartedLeading, onStoppedLeading, logger } = this.#options;
    try {
      (leading ? onStartedLeading : onStoppedLeading)();
    } catch (error) {
      logger?.error(`Leader election callback failed: ${error}`);
    }
  }
}

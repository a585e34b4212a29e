import type {
  APIKey,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { AutomaticApprover } from '../approval/AutomaticApprover';
import type { Caches, Finder } from '../caches';
import {
  Enforcer,
  EnforcementPhase,
  type SecretReader,
  SecretRound,
} from '../enforcement';
import type { EventRecorder } from '../events';
import { refOf } from '../objects';
import type { Discover } from '../product/discover';
import type { ProductIndex } from '../product/ProductIndex';
import { RequestKeeper } from '../request/RequestKeeper';
import { RequestPhase } from '../request/RequestPhase';
import type { Clock, Logger, Reconciler, ReconcileResult } from '../runtime';
import type { SecretKeeper } from '../secrets';
import { gatherKey, reviewOf } from './gatherKey';
import { KeyScope } from './KeyScope';
import { StatusPhase } from './StatusPhase';

/** Options of a {@link KeyReconciler}. */
export interface KeyReconcilerOptions {
  finder: Finder;
  caches: Caches;
  discover: Discover;
  products: Pick<ProductIndex, 'othersOf'>;
  clock: Clock;
  events: EventRecorder;
  reader: SecretReader;
  secretKeeper: SecretKeeper;
  /** How long before the expiry of a key to warn, in milliseconds. */
  expiryWarningMs: number;
  /** Whether automatic products approve requests of their own owners. */
  allowSelfReview: boolean;
}

/**
 * Brings one APIKey, its request, its automatic approval, its enforcement Secrets and its statuses to where they should
 * be, in this order of phases.
 */
export class KeyReconciler implements Reconciler {
  readonly #options: KeyReconcilerOptions;
  readonly #enforcer: Enforcer;
  readonly #requests: RequestKeeper;
  readonly #approver: AutomaticApprover;
  readonly #phases: {
    request: RequestPhase;
    enforcement: EnforcementPhase;
    status: StatusPhase;
  };

  constructor(options: KeyReconcilerOptions) {
    const { caches, events } = options;
    this.#options = options;
    this.#enforcer = new Enforcer(caches.secrets, options.clock);
    this.#requests = new RequestKeeper(caches.apiKeyRequests);
    this.#approver = new AutomaticApprover(caches.apiKeyApprovals, options);
    this.#phases = {
      request: new RequestPhase(caches, this.#requests),
      enforcement: new EnforcementPhase(this.#enforcer, events),
      status: new StatusPhase(caches, { requests: this.#requests, events }),
    };
  }

  /** To be called when the schemas have changed: what they dropped is written again. */
  schemasChanged(): void {
    this.#phases.status.schemasChanged();
  }

  async reconcile(
    key: string,
    { logger, signal }: { logger: Logger; signal: AbortSignal },
  ): Promise<ReconcileResult> {
    const ref = refOf(key);
    const { caches, finder, reader } = this.#options;
    if (!finder.watches(ref.namespace)) {
      // A request or a Secret names a key of which nothing is known here.
      return {};
    }
    if (!caches.apiKeys.get(ref) && !this.#hasLeft(ref)) {
      // Each Secret is there before its key: the cluster is asked only where something would be undone.
      return {};
    }
    const apiKey = await finder.find(caches.apiKeys, ref);
    const round = new SecretRound(reader, caches.secrets);
    if (!apiKey || apiKey.metadata.deletionTimestamp) {
      await this.#clear(ref, apiKey, round, logger);
      return {};
    }
    const scope = await this.#scope(apiKey, round, logger);
    await this.#phases.request.run(scope);
    await this.#approve(scope);
    if (
      scope.evaluation.state === 'Pending' &&
      scope.evaluation.awaitsBinding
    ) {
      // The binding brings the key back here. Until then the gateway keeps what it knows, whoever wrote it.
      return {};
    }
    // Another replica may lead by now.
    signal.throwIfAborted();
    const refusal = await this.#phases.enforcement.run(scope);
    signal.throwIfAborted();
    await this.#phases.status.run(scope);
    if (refusal) {
      throw refusal;
    }
    const nextAt = Math.min(
      scope.evaluation.nextChangeAt ?? Infinity,
      this.#enforcer.settlesAt(ref) ?? Infinity,
    );
    return nextAt === Infinity
      ? {}
      : { requeueAfterMs: Math.max(0, nextAt - this.#options.clock.now()) };
  }

  async #scope(
    apiKey: APIKey,
    round: SecretRound,
    logger: Logger,
  ): Promise<KeyScope> {
    const { caches, discover, finder, products, clock, expiryWarningMs } =
      this.#options;
    const input = await gatherKey(apiKey, {
      caches,
      discover,
      finder,
      products,
      round,
      enforcer: this.#enforcer,
      now: clock.now(),
      expiryWarningMs,
    });
    return new KeyScope(input, { round, logger });
  }

  async #approve(scope: KeyScope): Promise<void> {
    const { apiKey, input, evaluation, logger } = scope;
    if (await this.#approver.approve(input, evaluation, logger)) {
      scope.update(reviewOf(apiKey, this.#options.caches));
    }
  }

  #hasLeft(ref: ObjectRef): boolean {
    return (
      this.#enforcer.isEnforced(ref) ||
      this.#requests.requestsOf(ref).length > 0
    );
  }

  // The request goes last: that a key existed is told by nothing else, and Secrets that it left go with it.
  async #clear(
    ref: ObjectRef,
    apiKey: APIKey | undefined,
    round: SecretRound,
    logger: Logger,
  ): Promise<void> {
    await this.#enforcer.enforce(ref, [], round, logger);
    const left = apiKey
      ? []
      : this.#options.secretKeeper.leftBy(ref, this.#requests.requestsOf(ref));
    if (left.length === 0) {
      await this.#requests.removeAll(ref, logger);
    }
  }
}

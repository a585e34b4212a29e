import {
  type APIKey,
  type APIKeyRequest,
  type APIKeyStatus,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { AutomaticApprover } from '../approval/AutomaticApprover';
import type { Caches, Finder } from '../caches';
import {
  ConsumerSecrets,
  Enforcer,
  SecretReader,
  SecretRound,
  wantedSecrets,
} from '../enforcement';
import type { EventRecorder } from '../events';
import { mergePatch, refOf, refOfMeta } from '../objects';
import { RequestKeeper } from '../request/RequestKeeper';
import { isRequestOf, requestRefOf } from '../request/wantedRequest';
import type { Clock, Logger, Reconciler, ReconcileResult } from '../runtime';
import { awaitsRecord } from './decisions';
import { evaluateKey, type KeyEvaluation } from './evaluateKey';
import { gatherKey, reviewOf } from './gatherKey';
import type { KeyInput } from './KeyInput';
import { eventsBetween, eventsOfEnforcement } from './keyEvents';
import { keyStatus } from './keyStatus';

/**
 * Brings one APIKey, its request, its automatic approval, its enforcement Secrets and its statuses to where they should
 * be.
 */
export class KeyReconciler implements Reconciler {
  readonly #options: {
    client: KubernetesClient;
    finder: Finder;
    caches: Caches;
    clock: Clock;
    events: EventRecorder;
    expiryWarningMs: number;
  };
  readonly #reader: SecretReader;
  readonly #enforcer: Enforcer;
  readonly #consumerSecrets: ConsumerSecrets;
  readonly #requests: RequestKeeper;
  readonly #approver: AutomaticApprover;

  constructor(options: {
    client: KubernetesClient;
    finder: Finder;
    caches: Caches;
    clock: Clock;
    events: EventRecorder;
    /** How long before the end of a key to warn, in milliseconds. */
    expiryWarningMs: number;
  }) {
    const { caches, clock } = options;
    this.#options = options;
    this.#reader = new SecretReader(options.client, caches.secrets);
    this.#enforcer = new Enforcer(caches.secrets);
    this.#consumerSecrets = new ConsumerSecrets(caches);
    this.#requests = new RequestKeeper(caches.apiKeyRequests);
    this.#approver = new AutomaticApprover(caches.apiKeyApprovals, clock);
  }

  async reconcile(
    key: string,
    { logger, signal }: { logger: Logger; signal: AbortSignal },
  ): Promise<ReconcileResult> {
    const ref = refOf(key);
    const round = new SecretRound(this.#reader);
    const { caches, finder } = this.#options;
    const apiKey = await finder.find(caches.apiKeys, ref);
    if (!apiKey || apiKey.metadata.deletionTimestamp) {
      await this.#enforcer.enforce(ref, [], round, logger);
      if (apiKey) {
        // Something else holds it up. Its request, with what is noted there, goes before it does.
        await this.#tieSecrets(apiKey, undefined, round);
      } else {
        await this.#consumerSecrets.removeNoted(
          ref,
          this.#requests.requestsOf(ref),
        );
      }
      await this.#requests.removeAll(ref, logger);
      return {
        requeueAfterMs: await this.#consumerSecrets.removeAbandoned(
          ref,
          this.#options.clock.now(),
        ),
      };
    }
    const input = await this.#gather(apiKey, round);
    const { evaluation, review } = await this.#decide(input, round, logger);
    if (evaluation.state === 'Pending' && awaitsRecord(review)) {
      // The record brings the key back here. Until then the gateway keeps what it knows, whoever told it.
      return {};
    }
    // Another replica may lead by now.
    signal.throwIfAborted();
    await this.#enforce(input, evaluation, round, logger);
    signal.throwIfAborted();
    const status = await this.#writeStatus(apiKey, evaluation, input.now);
    if (review.request && evaluation.state !== 'Failed') {
      await this.#requests.mirror(review.request, status);
    }
    return {
      requeueAfterMs: this.#nextRound(evaluation, [
        await this.#consumerSecrets.prune(apiKey, input.now),
        await this.#consumerSecrets.removeAbandoned(ref, input.now),
      ]),
    };
  }

  #gather(apiKey: APIKey, round: SecretRound): Promise<KeyInput> {
    const { caches, finder, clock, expiryWarningMs } = this.#options;
    return gatherKey(apiKey, {
      caches,
      finder,
      round,
      enforcer: this.#enforcer,
      now: clock.now(),
      expiryWarningMs,
    });
  }

  // What the key is follows from its review, and the review begins with a request: evaluate, see to the request and
  // the automatic approval, and evaluate again with what they brought.
  async #decide(
    input: KeyInput,
    round: SecretRound,
    logger: Logger,
  ): Promise<{
    evaluation: KeyEvaluation;
    review: Pick<KeyInput, 'request' | 'approvals'>;
  }> {
    const { caches } = this.#options;
    const { apiKey } = input;
    const first = evaluateKey(input);
    const ref = refOfMeta(apiKey.metadata);
    await this.#tieSecrets(apiKey, first, round);
    if (first.state === 'Failed') {
      await this.#requests.removeAll(ref, logger);
      return { evaluation: first, review: { approvals: [] } };
    }
    await this.#requests.ensure(
      apiKey,
      await this.#consumerSecrets.noteFor(apiKey, round),
      logger,
    );
    await this.#requests.removeAll(ref, logger, requestRefOf(apiKey));
    const withRequest = { ...input, ...reviewOf(apiKey, caches) };
    const second = evaluateKey(withRequest);
    const made = await this.#approver.approve(withRequest, second, logger);
    if (!made) {
      return { evaluation: second, review: withRequest };
    }
    const approved = { ...withRequest, ...reviewOf(apiKey, caches) };
    return { evaluation: evaluateKey(approved), review: approved };
  }

  // A key that fails or goes has no request that could note its Secret.
  async #tieSecrets(
    apiKey: APIKey,
    evaluation: KeyEvaluation | undefined,
    round: SecretRound,
  ): Promise<void> {
    const ref = refOfMeta(apiKey.metadata);
    const requests = this.#requests.requestsOf(ref);
    const isOwn = (request: APIKeyRequest) => isRequestOf(request, apiKey);
    await this.#consumerSecrets.removeNoted(
      ref,
      requests.filter(request => !isOwn(request)),
    );
    await this.#consumerSecrets.adopt(apiKey, {
      round,
      requests: requests.filter(isOwn),
      willBeNoted: evaluation !== undefined && evaluation.state !== 'Failed',
      now: this.#options.clock.now(),
    });
  }

  async #enforce(
    { apiKey, kuadrantNamespace, now }: KeyInput,
    { state, approved, authentication }: KeyEvaluation,
    round: SecretRound,
    logger: Logger,
  ): Promise<void> {
    const wanted =
      state === 'Approved' && approved && authentication && kuadrantNamespace
        ? wantedSecrets({
            apiKey,
            kuadrantNamespace,
            authentication,
            terms: approved.terms,
            now,
          })
        : [];
    try {
      const changes = await this.#enforcer.enforce(
        refOfMeta(apiKey.metadata),
        wanted,
        round,
        logger,
      );
      if (state === 'Approved') {
        eventsOfEnforcement(apiKey, changes).forEach(event =>
          this.#options.events.record(apiKey, event),
        );
      }
    } catch (error) {
      // The status must not say Approved as long as the gateway does not know the key: this is where people learn why.
      this.#options.events.record(apiKey, {
        type: 'Warning',
        reason: 'EnforcementFailed',
        message: `The gateway could not be told about the key: ${error}`,
      });
      throw error;
    }
  }

  async #writeStatus(
    apiKey: APIKey,
    evaluation: KeyEvaluation,
    now: number,
  ): Promise<APIKeyStatus> {
    const status = keyStatus(apiKey, evaluation, now);
    const patch = mergePatch(apiKey.status ?? {}, status);
    if (patch) {
      const { namespace, name, uid } = apiKey.metadata;
      await this.#options.caches.apiKeys.patch(
        { namespace, name },
        { metadata: { uid }, status: patch },
        { type: 'merge', subresource: 'status' },
      );
      const { change } = evaluation;
      for (const event of eventsBetween(apiKey.status, status, change)) {
        this.#options.events.record(apiKey, event);
      }
    }
    return status;
  }

  #nextRound(
    { nextChangeAt }: KeyEvaluation,
    cleaning: (number | undefined)[],
  ): number | undefined {
    const waits = [
      nextChangeAt === undefined
        ? undefined
        : nextChangeAt - this.#options.clock.now(),
      ...cleaning,
    ].filter((wait): wait is number => wait !== undefined);
    return waits.length > 0 ? Math.max(0, Math.min(...waits)) : undefined;
  }
}

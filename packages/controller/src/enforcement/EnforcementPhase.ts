import type { APIKey } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { EventRecorder } from '../events';
import { eventsOfEnforcement } from '../key/keyEvents';
import type { KeyScope } from '../key/KeyScope';
import { shownText } from '../objects';
import { refusalOf } from './EnforcementRefused';
import type { Enforcer } from './Enforcer';
import { wantedSecrets, type WantedSecret } from './wantedSecrets';

/** Lets the gateway know an approved key, and no other. */
export class EnforcementPhase {
  readonly #enforcer: Enforcer;
  readonly #events: EventRecorder;

  constructor(enforcer: Enforcer, events: EventRecorder) {
    this.#enforcer = enforcer;
    this.#events = events;
  }

  /**
   * Returns the error of a key that cannot be enforced until somebody acts. The key is Failed then, and its status says
   * why.
   *
   * @throws KubernetesError where it may succeed by itself later
   */
  async run(scope: KeyScope): Promise<Error | undefined> {
    const { apiKey, ref, round, logger } = scope;
    try {
      const changes = await this.#enforcer.enforce(
        ref,
        wantedOf(scope),
        round,
        logger,
      );
      if (scope.evaluation.state === 'Approved') {
        this.#tell(apiKey, scope, changes);
      }
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) {
        throw error;
      }
      scope.refuse(
        `The gateway cannot be told about the key: ${shownText(refusal.message)}`,
      );
      return refusal;
    }
  }

  #tell(
    apiKey: APIKey,
    { evaluation }: KeyScope,
    changes: Parameters<typeof eventsOfEnforcement>[2],
  ): void {
    eventsOfEnforcement(apiKey, evaluation, changes).forEach(event =>
      this.#events.record(apiKey, event),
    );
  }
}

function wantedOf({ apiKey, input, evaluation }: KeyScope): WantedSecret[] {
  const { kuadrantNamespace } = input;
  const { state, inForce, secretLabels, overlap } = evaluation;
  return state === 'Approved' && inForce && secretLabels && kuadrantNamespace
    ? wantedSecrets({
        apiKey,
        kuadrantNamespace,
        labels: secretLabels,
        terms: inForce,
        overlap,
      })
    : [];
}

import type {
  APIKey,
  APIKeyStatus,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { type Caches, StatusWriter } from '../caches';
import type { EventRecorder } from '../events';
import type { RequestKeeper } from '../request/RequestKeeper';
import type { KeyEvaluation } from './evaluateKey';
import { eventsBetween } from './keyEvents';
import type { KeyScope } from './KeyScope';
import { keyStatus, requestStatus } from './keyStatus';

/** Writes what a round came to: one patch of the key's status, and one of its request's. */
export class StatusPhase {
  readonly #statuses: StatusWriter<APIKey>;
  readonly #requests: RequestKeeper;
  readonly #events: EventRecorder;

  constructor(
    caches: Caches,
    options: { requests: RequestKeeper; events: EventRecorder },
  ) {
    this.#statuses = new StatusWriter(caches.apiKeys);
    this.#requests = options.requests;
    this.#events = options.events;
  }

  /** To be called when the schemas have changed. */
  schemasChanged(): void {
    this.#statuses.forget();
    this.#requests.schemasChanged();
  }

  async run({ apiKey, input, evaluation }: KeyScope): Promise<void> {
    const status = keyStatus(apiKey, evaluation, input.now);
    await this.#write(apiKey, status, evaluation);
    const request = this.#requests.ownRequest(apiKey);
    if (request) {
      await this.#requests.mirror(request, requestStatus(status));
    }
  }

  async #write(
    apiKey: APIKey,
    status: APIKeyStatus,
    evaluation: KeyEvaluation,
  ): Promise<void> {
    if (!(await this.#statuses.write(apiKey, status))) {
      return;
    }
    for (const event of eventsBetween(apiKey.status, status, evaluation)) {
      this.#events.record(apiKey, event);
    }
  }
}

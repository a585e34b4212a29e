import {
  API_KEY_STATES,
  apiKeyState,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { RequestObservation } from '@kuadrant/kubernetes-cache';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Caches } from '../caches';
import type { ReconcileLoop, ReconcileOutcome } from '../runtime';

const PREFIX = 'developer_portal_controller';
const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

/** What the controller tells Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly #rounds: Counter<'controller' | 'result'>;
  readonly #roundSeconds: Histogram<'controller'>;
  readonly #waitSeconds: Histogram<'controller'>;
  readonly #retries: Counter<'controller'>;
  readonly #requests: Counter<'verb' | 'resource' | 'code'>;
  readonly #requestSeconds: Histogram<'verb' | 'resource'>;

  constructor() {
    const registers = [this.registry];
    this.#rounds = new Counter({
      name: `${PREFIX}_reconcile_total`,
      help: 'Rounds of reconciliation by controller and result',
      labelNames: ['controller', 'result'],
      registers,
    });
    this.#roundSeconds = new Histogram({
      name: `${PREFIX}_reconcile_seconds`,
      help: 'Duration of a round of reconciliation',
      labelNames: ['controller'],
      buckets: SECONDS,
      registers,
    });
    this.#waitSeconds = new Histogram({
      name: `${PREFIX}_queue_wait_seconds`,
      help: 'Time that a key waited in the queue',
      labelNames: ['controller'],
      buckets: SECONDS,
      registers,
    });
    this.#retries = new Counter({
      name: `${PREFIX}_retries_total`,
      help: 'Rounds that failed and are repeated',
      labelNames: ['controller'],
      registers,
    });
    this.#requests = new Counter({
      name: `${PREFIX}_kubernetes_requests_total`,
      help: 'Requests to the Kubernetes API; code 0 means that no answer came',
      labelNames: ['verb', 'resource', 'code'],
      registers,
    });
    this.#requestSeconds = new Histogram({
      name: `${PREFIX}_kubernetes_request_seconds`,
      help: 'Time to the beginning of the answer of the Kubernetes API',
      labelNames: ['verb', 'resource'],
      buckets: SECONDS,
      registers,
    });
  }

  readonly onRequest = ({
    verb,
    resource,
    status,
    seconds,
  }: RequestObservation): void => {
    this.#requests.inc({ verb, resource, code: String(status) });
    this.#requestSeconds.observe({ verb, resource }, seconds);
  };

  readonly onRound = (round: {
    name: string;
    outcome: ReconcileOutcome;
    seconds: number;
  }): void => {
    const controller = round.name;
    this.#rounds.inc({ controller, result: round.outcome });
    this.#roundSeconds.observe({ controller }, round.seconds);
    if (round.outcome === 'error') {
      this.#retries.inc({ controller });
    }
  };

  /** Observes how long keys wait for a controller. */
  onWaited(controller: string): (seconds: number) => void {
    return seconds => this.#waitSeconds.observe({ controller }, seconds);
  }

  /** Tells, whenever it is asked, what is so at that moment. */
  watch(now: {
    caches: Caches;
    loops: () => ReconcileLoop[];
    schemas: { readonly problems: readonly string[] };
    isLeading: () => boolean;
    isBesideOther: () => boolean;
  }): void {
    const registers: Registry[] = [];
    const gauges = [
      new Gauge({
        name: `${PREFIX}_queue_depth`,
        help: 'Keys that wait in the queue',
        labelNames: ['controller'],
        registers,
        collect() {
          this.reset();
          now
            .loops()
            .forEach(({ name, queue }) =>
              this.set({ controller: name }, queue.length),
            );
        },
      }),
      new Gauge({
        name: `${PREFIX}_leading`,
        help: '1 while this replica acts',
        registers,
        collect() {
          this.set(now.isLeading() ? 1 : 0);
        },
      }),
      new Gauge({
        name: `${PREFIX}_schema_problems`,
        help: 'Definitions of the four kinds that are missing, not served or lack fields; /readyz names them',
        registers,
        collect() {
          this.set(now.schemas.problems.length);
        },
      }),
      new Gauge({
        name: `${PREFIX}_other_controller`,
        help: "1 while Kuadrant's operator runs its own developer-portal-controller",
        registers,
        collect() {
          this.set(now.isBesideOther() ? 1 : 0);
        },
      }),
      new Gauge({
        name: `${PREFIX}_apikeys`,
        help: 'API keys by state',
        labelNames: ['state'],
        registers,
        collect() {
          API_KEY_STATES.forEach(state => this.set({ state }, 0));
          now.caches.apiKeys
            .list()
            .forEach(({ status }) =>
              this.inc({ state: apiKeyState(status?.conditions).state }),
            );
        },
      }),
      new Gauge({
        name: `${PREFIX}_cache_stale`,
        help: '1 while what is known of a resource may be out of date',
        labelNames: ['resource'],
        registers,
        collect() {
          Object.values(now.caches).forEach(({ resource, status }) =>
            this.set({ resource: resource.plural }, status.stale ? 1 : 0),
          );
        },
      }),
    ];
    gauges.forEach(gauge => this.registry.registerMetric(gauge));
  }
}

import { request } from 'node:http';
import type { EnforcedKey, Suspect } from './clusterRules';
import type { Ledger } from './ledger';

/** How long a key may work after its end. */
const END_MS = 2000;
const SAMPLE = 5;

/** Calls the gateway with keys that are enforced, and with keys that are no more. */
export class GatewayCalls {
  readonly #port: number;
  readonly #ledger: Ledger;
  #enforced = new Map<string, EnforcedKey>();
  /** Enforced keys that were refused; each is tried again at every look, until it is accepted or at its end. */
  readonly #refused = new Set<string>();
  readonly #ended = new Map<string, EnforcedKey & { since: number }>();
  /**
   * Ended keys that a call passed with, and the answer. The cluster is read some time before the gateway is called: only
   * those that are not in force again at the next look worked after their end.
   */
  readonly #passed = new Map<string, number | undefined>();

  constructor(port: number, ledger: Ledger) {
    this.#port = port;
    this.#ledger = ledger;
  }

  /** Takes in which keys are enforced now. */
  update(enforced: Map<string, EnforcedKey>): void {
    for (const [value, key] of this.#enforced) {
      if (!enforced.has(value)) {
        this.#ended.set(value, { ...key, since: Date.now() });
        this.#refused.delete(value);
      }
    }
    for (const value of enforced.keys()) {
      this.#ended.delete(value);
    }
    for (const [value, status] of this.#passed) {
      const key = this.#ended.get(value);
      if (key) {
        this.#ledger.violate(
          'works after its end',
          `a value of ${key.name} answered ${status}`,
        );
      }
    }
    this.#passed.clear();
    this.#enforced = enforced;
  }

  /** Calls with some of the keys: those that are enforced must be accepted, those at their end refused. */
  async look(suspect: Suspect): Promise<void> {
    const tried = new Set([
      ...this.#refused,
      ...sample([...this.#enforced.keys()]),
    ]);
    for (const value of tried) {
      const { name, product } = this.#enforced.get(value)!;
      const status = await this.#call(product, value);
      this.#ledger.count(`gateway: enforced key ${status}`);
      if (status === 401) {
        this.#refused.add(value);
        suspect('enforced and refused', `${name} by ${product}`);
      } else {
        this.#refused.delete(value);
      }
    }
    for (const [value, { product, since }] of sample([...this.#ended])) {
      const status = await this.#call(product, value);
      this.#ledger.count(`gateway: ended key ${status}`);
      const now = Date.now();
      // While its policy is away, a route is open to everybody.
      const isGuarded = now > this.#ledger.brokenUntil;
      if (isGuarded && now - since > END_MS && status !== 401) {
        this.#passed.set(value, status);
      }
    }
  }

  #call(product: string, value: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port: this.#port,
          path: product === 'toystore' ? '/toys' : '/games',
          headers: {
            host: `${product}.localhost`,
            ...(product === 'toystore'
              ? { authorization: `Bearer ${value}` }
              : { 'x-api-key': value }),
          },
        },
        response => {
          response.resume();
          response.once('end', () => resolve(response.statusCode));
        },
      )
        .once('error', reject)
        .end();
    });
  }
}

/** Some of many, at random. */
function sample<T>(items: T[]): T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (taken.length < SAMPLE && rest.length > 0) {
    taken.push(...rest.splice(Math.floor(Math.random() * rest.length), 1));
  }
  return taken;
}

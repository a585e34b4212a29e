import { Agent, request } from 'node:http';

/** Who Authorino let in, and on which plan; undefined where it refused the call. */
export interface Caller {
  user: string;
  plan: string;
}

/** A call that was answered. */
export interface Answer {
  sentAt: number;
  answeredAt: number;
  /** As text: `401`, or `user on plan`. */
  outcome: string;
}

/** How many calls wait for an answer at a time; a machine that is too slow for the rate gets no more. */
const MOST_OPEN = 20;

/** Calls with one key value, at a steady rate, whatever the answers. */
export class Traffic {
  readonly answers: Answer[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #open = new Set<Promise<void>>();
  readonly #options: TrafficOptions;
  readonly #timer: NodeJS.Timeout;

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      if (this.#open.size >= MOST_OPEN) {
        return;
      }
      const call = this.#call().finally(() => this.#open.delete(call));
      this.#open.add(call);
    }, options.everyMs);
  }

  /** Sends no more, and waits for the answers. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    this.#agent.destroy();
  }

  /** The latest outcome of a call that was sent after a time. */
  outcomeSince(time: number): string | undefined {
    return this.answers.filter(({ sentAt }) => sentAt >= time).at(-1)?.outcome;
  }

  async #call(): Promise<void> {
    const sentAt = Date.now();
    const outcome = await this.#check().catch(error => String(error));
    this.answers.push({ sentAt, answeredAt: Date.now(), outcome });
  }

  #check(): Promise<string> {
    const { port, host, header, value } = this.#options;
    return new Promise((resolve, reject) => {
      request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port,
          path: '/check',
          headers: { host, [header]: value },
        },
        response => {
          const { statusCode, headers } = response;
          response.resume();
          response.on('error', reject);
          response.on('end', () =>
            resolve(
              statusCode === 200
                ? letIn({
                    user: String(headers['x-test-user']),
                    plan: String(headers['x-test-plan']),
                  })
                : String(statusCode),
            ),
          );
        },
      )
        .on('error', reject)
        .end();
    });
  }
}

/** What Authorino is called for, and how often. */
export interface TrafficOptions {
  /** Of its raw HTTP interface. */
  port: number;
  /** Lookup key of the AuthConfig. */
  host: string;
  /** Where the key value goes. */
  header: string;
  value: string;
  everyMs: number;
}

/** The outcome of a call that passed. */
export function letIn({ user, plan }: Caller): string {
  return `${user} on ${plan}`;
}

/** What a change looks like to those who call meanwhile. */
export interface Transition {
  calls: number;
  /** From the change to the last answer that was not yet right, in milliseconds; 0 where there was none. */
  lastWrongMs: number;
  /** Outcomes that belong neither before nor after the change, nor in between, with how often each was seen. */
  strange: Record<string, number>;
}

/** Looks at the answers around a change. */
export function transitionOf(
  answers: readonly Answer[],
  change: { at: number; before: string; after: string; meanwhile?: string },
): Transition {
  const { at, before, after, meanwhile } = change;
  const strange: Record<string, number> = {};
  let lastWrongMs = 0;
  for (const { sentAt, answeredAt, outcome } of answers) {
    const isOld = outcome === before && sentAt < at;
    if (![before, after, meanwhile].includes(outcome)) {
      strange[outcome] = (strange[outcome] ?? 0) + 1;
    }
    if (outcome !== after && !isOld) {
      lastWrongMs = Math.max(lastWrongMs, answeredAt - at);
    }
  }
  return { calls: answers.length, lastWrongMs, strange };
}

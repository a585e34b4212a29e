/** Options of {@link RecentAnswers}. */
export interface RecentAnswersOptions {
  /** How long an answer is used, in milliseconds; 0 asks each time. */
  maxAgeMs: number;
  now?: () => number;
}

interface Answer<V> {
  value: Promise<V>;
  askedAt: number;
}

const MAX_KEYS = 10_000;

/**
 * Answers that others gave a moment ago, by what was asked. Who asks while an answer is on its way waits for that one;
 * what failed is not remembered.
 */
export class RecentAnswers<V> {
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  // In the order of asking, so that the first are the oldest.
  readonly #answers = new Map<string, Answer<V>>();

  constructor({ maxAgeMs, now = Date.now }: RecentAnswersOptions) {
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  /** The answers to several questions: those that are not known are asked for together. */
  async getAll(
    keys: readonly string[],
    ask: (indexes: number[]) => Promise<V[]>,
  ): Promise<V[]> {
    const known = keys.map(key => this.#recent(key));
    const missing = [...keys.keys()].filter(index => !known[index]);
    if (missing.length > 0) {
      const asked = ask(missing);
      missing.forEach((index, place) => {
        known[index] = this.#remember(
          keys[index],
          asked.then(values => values[place]),
        );
      });
    }
    return Promise.all(known as Promise<V>[]);
  }

  #recent(key: string): Promise<V> | undefined {
    const answer = this.#answers.get(key);
    return answer && this.#now() - answer.askedAt < this.#maxAgeMs
      ? answer.value
      : undefined;
  }

  #remember(key: string, value: Promise<V>): Promise<V> {
    if (this.#maxAgeMs <= 0) {
      return value;
    }
    const answer = { value, askedAt: this.#now() };
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    value.catch(() => {
      if (this.#answers.get(key) === answer) {
        this.#answers.delete(key);
      }
    });
    this.#forgetOld();
    return value;
  }

  #forgetOld(): void {
    const now = this.#now();
    for (const [key, { askedAt }] of this.#answers) {
      if (now - askedAt < this.#maxAgeMs && this.#answers.size <= MAX_KEYS) {
        return;
      }
      this.#answers.delete(key);
    }
  }
}

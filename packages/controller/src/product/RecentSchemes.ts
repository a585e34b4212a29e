import type {
  APIProduct,
  AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isDeepStrictEqual } from 'node:util';
import { keyOf } from '../objects';
import type { Clock } from '../runtime';

/**
 * How long the gateway may know rules that are no longer in force. Kuadrant reports a policy as enforced when its
 * AuthConfig says that it is ready, which may be about the AuthConfig before the edit.
 */
const ROLLOUT_MS = 60_000;

/** Edits that follow each other faster than that are followed up to so many. */
const MOST_RECENT = 3;

/** Rules that the gateway may know instead of those in force. */
export interface OtherSchemes {
  rules: AuthRules[];
  /** When fewer may be left, in milliseconds since the epoch; undefined where time changes nothing. */
  until?: number;
}

interface Entry {
  /** The very product and its target; rules of another one are not its own. */
  of: unknown;
  present?: AuthRules;
  coming?: AuthRules;
  recent: { rules: AuthRules; until: number }[];
}

/** Remembers for each product the rules that the gateway may know besides those in force. */
export class RecentSchemes {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes in the rules of a product.
   *
   * @param coming - what the gateway is about to learn
   */
  update(
    { metadata, spec }: APIProduct,
    present: AuthRules | undefined,
    coming: AuthRules | undefined,
  ): void {
    const key = keyOf(metadata);
    const now = this.#clock.now();
    const of = [metadata.uid, spec.targetRef];
    const before = this.#entries.get(key);
    const isOther = (rules: AuthRules) =>
      ![present, coming].some(each => isDeepStrictEqual(each, rules));
    const left =
      before && present && isDeepStrictEqual(before.of, of)
        ? [
            ...before.recent,
            ...[before.present, before.coming].flatMap(rules =>
              rules ? [{ rules, until: now + ROLLOUT_MS }] : [],
            ),
          ]
        : [];
    this.#entries.set(key, {
      of,
      present,
      coming,
      recent: left
        .filter(({ rules, until }) => until > now && isOther(rules))
        .slice(-MOST_RECENT),
    });
  }

  /** To be called when a product no longer exists. */
  forget(key: string): void {
    this.#entries.delete(key);
  }

  othersOf(key: string): OtherSchemes {
    const { coming, recent = [] } = this.#entries.get(key) ?? {};
    const now = this.#clock.now();
    const current = recent.filter(({ until }) => until > now);
    return {
      rules: [
        ...(coming ? [coming] : []),
        ...current.map(({ rules }) => rules),
      ],
      ...(current.length > 0 && {
        until: Math.min(...current.map(({ until }) => until)),
      }),
    };
  }
}

import type {
  AuthPolicy,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { ownRules } from '@kuadrant/gateway-policy';
import { refText } from '../snapshot';
import { KeyIndex } from './KeyIndex';
import { hashOfKey, type HashedSecret } from './secretKey';

/** The indexes of one AuthPolicy, and what they were made for. */
interface PolicyKeys {
  version: string;
  byRule: Map<string, KeyIndex>;
}

/**
 * The API keys that the gateway accepts. Each API key rule of each AuthPolicy has an index of its own, which is filled
 * when the policy is made or changed, and follows the Secrets from then on.
 */
export class Keys {
  readonly #secrets = new Map<string, HashedSecret>();
  readonly #policies = new Map<string, PolicyKeys>();

  /** Takes in a Secret that is new or has changed. */
  apply(secret: HashedSecret): void {
    this.#secrets.set(refText(secret), secret);
    this.#indexes().forEach(index => index.apply(secret));
  }

  /** Takes in that a Secret is gone; the Secret is given as `namespace/name`. */
  revoke(ref: string): void {
    this.#secrets.delete(ref);
    this.#indexes().forEach(index => index.revoke(ref));
  }

  /**
   * Makes the indexes of new and changed policies, and drops those of policies that are gone.
   *
   * @param kuadrantNamespaces  where keys are looked up, unless a rule says in all namespaces
   */
  follow(
    policies: readonly AuthPolicy[],
    kuadrantNamespaces: readonly string[],
  ): void {
    const namespaces = [...kuadrantNamespaces].sort();
    const present = new Set(policies.map(refText));
    for (const ref of this.#policies.keys()) {
      if (!present.has(ref)) {
        this.#policies.delete(ref);
      }
    }
    for (const policy of policies) {
      const { uid, generation } = policy.metadata;
      const version = JSON.stringify([uid, generation, namespaces]);
      if (this.#policies.get(refText(policy))?.version !== version) {
        const byRule = this.#indexesOf(policy, namespaces);
        this.#policies.set(refText(policy), { version, byRule });
      }
    }
  }

  /**
   * The Secret that holds a key value, as the rule of this policy knows it.
   *
   * @param value  as it stands in the request; Node reads requests as Latin-1, one character for each byte
   */
  find(
    policy: AuthPolicy,
    rule: string,
    value: string,
  ): KubernetesObject | undefined {
    return this.#policies
      .get(refText(policy))
      ?.byRule.get(rule)
      ?.find(hashOfKey(Buffer.from(value, 'latin1')));
  }

  #indexes(): KeyIndex[] {
    return [...this.#policies.values()].flatMap(({ byRule }) => [
      ...byRule.values(),
    ]);
  }

  #indexesOf(
    policy: AuthPolicy,
    namespaces: readonly string[],
  ): Map<string, KeyIndex> {
    const rules = Object.entries(ownRules(policy).authentication ?? {});
    return new Map(
      rules.flatMap(([name, { apiKey }]) => {
        if (!apiKey) {
          return [];
        }
        const index = new KeyIndex({
          selector: apiKey.selector,
          namespaces: apiKey.allNamespaces ? undefined : namespaces,
        });
        this.#secrets.forEach(secret => index.apply(secret));
        return [[name, index]];
      }),
    );
  }
}

import {
  type AuthRules,
  keepsOtherKeysOut,
  type KeySelector,
  labelsOfProductKeys,
  type ObjectRef,
  selectsKeys,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { refOf } from '../objects';
import { keyRuleOf } from './discover';

/** How many other products are named. */
const NAMED = 5;

/** Whose keys open a product. */
export interface Isolation {
  isIsolated: boolean;
  /** Other products whose keys open it too, the first few by name. */
  openedBy: string[];
  /** There are more of them. */
  hasMore: boolean;
}

interface Entry {
  product: ObjectRef;
  selector: KeySelector;
  keepsOthersOut: boolean;
  labels: Record<string, string>;
}

/**
 * Knows of all products by which labels their keys are found, and whose keys open which.
 *
 * @remarks
 * Most products have a selector or labels of their own, so candidates are found by one label.
 */
export class IsolationIndex {
  readonly #entries = new Map<string, Entry>();
  /** Products whose keys carry a label, by `label=value`. */
  readonly #holders = new Map<string, Set<string>>();
  /** Products whose selector wants a label, by `label=value`, or by the empty text where it wants none. */
  readonly #wanting = new Map<string, Set<string>>();

  /** What each selector selects, until the next change. */
  readonly #selected = new Map<string, string[]>();

  /** Takes in the rules in force on many products at once, before anything was said about any. */
  learn(products: [key: string, rules: AuthRules | undefined][]): void {
    for (const [key, rules] of products) {
      const entry = entryOf(refOf(key), rules);
      if (entry) {
        this.#add(key, entry);
      }
    }
  }

  /**
   * Takes in the rules in force on a product; undefined where it takes no keys or no longer exists.
   *
   * @returns the other products about which {@link IsolationIndex.isolationOf} may say something else now
   */
  update(key: string, rules: AuthRules | undefined): string[] {
    const before = this.#entries.get(key);
    const after = entryOf(refOf(key), rules);
    if (JSON.stringify(before) === JSON.stringify(after)) {
      return [];
    }
    const concerned = new Set(this.#openedByKeysOf(key, before));
    this.#remove(key, before);
    if (after) {
      this.#add(key, after);
    }
    this.#openedByKeysOf(key, after).forEach(other => concerned.add(other));
    return [...concerned];
  }

  /** Whose keys open a product; undefined where it takes no keys. */
  isolationOf(key: string): Isolation | undefined {
    const entry = this.#entries.get(key);
    if (!entry) {
      return undefined;
    }
    const openedBy = entry.keepsOthersOut
      ? []
      : this.#selectedBy(entry.selector)
          .slice(0, NAMED + 2)
          .filter(other => other !== key);
    return {
      isIsolated: openedBy.length === 0,
      openedBy: openedBy.slice(0, NAMED),
      hasMore: openedBy.length > NAMED,
    };
  }

  /** The products that keys with these labels open. */
  #openedByKeysOf(key: string, entry: Entry | undefined): string[] {
    if (!entry) {
      return [];
    }
    const pairs = ['', ...pairsOf(entry.labels)];
    return pairs
      .flatMap(pair => [...(this.#wanting.get(pair) ?? [])])
      .filter(other => {
        const { selector, keepsOthersOut } = this.#entries.get(other) as Entry;
        return (
          other !== key &&
          !keepsOthersOut &&
          selectsKeys(selector, entry.labels)
        );
      });
  }

  /** The products whose keys a selector selects, by name. */
  #selectedBy(selector: KeySelector): string[] {
    const text = JSON.stringify(selector);
    let selected = this.#selected.get(text);
    if (!selected) {
      selected = this.#candidates(selector)
        .filter(key =>
          selectsKeys(selector, this.#entries.get(key)?.labels ?? {}),
        )
        .sort();
      this.#selected.set(text, selected);
    }
    return selected;
  }

  #candidates({ matchLabels }: KeySelector): string[] {
    const sets = pairsOf(matchLabels ?? {}).map(
      pair => this.#holders.get(pair) ?? new Set<string>(),
    );
    const [smallest] = sets.sort((a, b) => a.size - b.size);
    return [...(smallest ?? this.#entries.keys())];
  }

  #add(key: string, entry: Entry): void {
    this.#selected.clear();
    this.#entries.set(key, entry);
    pairsOf(entry.labels).forEach(pair => put(this.#holders, pair, key));
    put(this.#wanting, wantedPair(entry), key);
  }

  #remove(key: string, entry: Entry | undefined): void {
    if (entry) {
      this.#selected.clear();
      this.#entries.delete(key);
      pairsOf(entry.labels).forEach(pair => take(this.#holders, pair, key));
      take(this.#wanting, wantedPair(entry), key);
    }
  }
}

function entryOf(
  product: ObjectRef,
  rules: AuthRules | undefined,
): Entry | undefined {
  const rule = keyRuleOf(rules);
  if (!rules || !rule) {
    return undefined;
  }
  const selector = rule.apiKey?.selector ?? {};
  return {
    product,
    selector,
    keepsOthersOut: keepsOtherKeysOut(rules, selector, product),
    labels: labelsOfProductKeys(product, selector),
  };
}

function pairsOf(labels: Record<string, string>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}

function wantedPair({ selector }: Entry): string {
  const [pair = ''] = pairsOf(selector.matchLabels ?? {});
  return pair;
}

function put(sets: Map<string, Set<string>>, name: string, key: string): void {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set.add(key));
}

function take(sets: Map<string, Set<string>>, name: string, key: string): void {
  const set = sets.get(name);
  set?.delete(key);
  if (set?.size === 0) {
    sets.delete(name);
  }
}

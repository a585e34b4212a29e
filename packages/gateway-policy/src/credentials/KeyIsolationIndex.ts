import {
  LABELS,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { Expressions } from '../expressions';
import { positionIn, put, take } from '../objects/collections';
import { compareText, refText } from '../objects/refs';
import type { KeyIsolation, ProductAccess } from './isolationTypes';
import { keyGate, type KeyGate } from './keyGate';
import { keySecretLabels } from './rollout';

type Labels = Record<string, string>;

/** Products with one gate. */
interface Gate {
  judge: KeyGate;
  /** By `namespace/name`. */
  products: Set<string>;
  /** Where it is filed: a label that it wants, as `name=value`, for each of its rules; the empty text for none. */
  filed: string[];
  /** The products whose keys it lets in, by name; undefined until that was first wanted. */
  letIn?: string[];
}

interface Entry {
  product: ObjectRef;
  gate: Gate;
  /** Of the Secrets of each of the product's keys; none where it takes no keys. */
  labels: Labels[];
}

/** Labels that all enforcement Secrets carry, so that nothing is found by them. */
const OF_ALL: readonly string[] = [
  LABELS.authorinoManagedBy,
  LABELS.enforcement,
];

/**
 * Tells for each of many products whose keys open it, and which answers a change concerns.
 *
 * @remarks
 * A key opens a product when its enforcement Secret meets the selector of a rule of that product and no authorization
 * rule of the AuthPolicy surely denies it. Most products have a selector or labels of their own, so whom a product may
 * concern is found by labels, and products with equal policies share one answer.
 *
 * @public
 */
export class KeyIsolationIndex {
  readonly #shown: number;
  readonly #expressions = new Expressions();
  readonly #entries = new Map<string, Entry>();
  readonly #gates = new Map<string, Gate>();
  /** Gates by a label that they want. */
  readonly #filed = new Map<string, Set<Gate>>();
  /** Products whose keys carry a label. */
  readonly #holders = new Map<string, Set<string>>();

  /** @param shown - how many other products an answer names; default 20 */
  constructor(shown: number = 20) {
    this.#shown = shown;
  }

  /**
   * Takes in the AuthPolicies in effect on a product's route; undefined access for a product that no longer exists.
   *
   * @returns the other products, as `namespace/name`, whose {@link KeyIsolationIndex.isolationOf} may name others now.
   * That their number alone has changed is not told, beyond one more than those named.
   */
  update(
    product: ObjectRef,
    access: Omit<ProductAccess, 'product'> | undefined,
  ): Set<string> {
    const text = refText(product);
    const before = this.#entries.get(text);
    const gate = access && keyGate(access, this.#expressions);
    const labels = keySecretLabels(
      product,
      access?.auth?.rules,
      access?.others,
    );
    const concerned = new Set<string>();
    if (
      before?.gate.judge.text === gate?.text &&
      JSON.stringify(before?.labels ?? []) === JSON.stringify(labels)
    ) {
      return concerned;
    }
    if (before) {
      this.#remove(text, before, concerned);
    }
    if (gate) {
      this.#add(text, { product, gate: this.#gateOf(gate), labels }, concerned);
    }
    concerned.delete(text);
    return concerned;
  }

  /** Whose keys open a product; undefined for a product that is not known. */
  isolationOf(product: ObjectRef): KeyIsolation | undefined {
    const text = refText(product);
    const entry = this.#entries.get(text);
    if (!entry) {
      return undefined;
    }
    const letIn = this.#letInBy(entry.gate);
    const own = positionIn(letIn, text);
    const isLetIn = letIn[own] === text;
    const openedByCount = letIn.length - Number(isLetIn);
    return {
      product,
      takesKeys: entry.labels.length > 0,
      isolated: openedByCount === 0,
      openedBy: letIn
        .slice(0, this.#shown + 1)
        .filter(other => other !== text)
        .slice(0, this.#shown)
        .flatMap(other => this.#entries.get(other)?.product ?? []),
      openedByCount,
      // One of its rules takes them.
      ownKeysRefused:
        entry.labels.length > 0 &&
        !entry.labels.some(
          each => entry.gate.judge.judgeMain(each) === 'letIn',
        ),
    };
  }

  #gateOf(judge: KeyGate): Gate {
    const known = this.#gates.get(judge.text);
    if (known) {
      return known;
    }
    const filed = judge.required.map(wanted => this.#rarest(wanted));
    const gate: Gate = { judge, products: new Set(), filed };
    this.#gates.set(judge.text, gate);
    filed.forEach(pair => put(this.#filed, pair, gate));
    return gate;
  }

  #add(text: string, entry: Entry, concerned: Set<string>): void {
    this.#entries.set(text, entry);
    entry.gate.products.add(text);
    pairsOfAll(entry).forEach(pair => put(this.#holders, pair, text));
    for (const gate of this.#gatesFor(entry)) {
      if (isLetInBy(gate, entry)) {
        const position = positionIn(gate.letIn!, text);
        gate.letIn!.splice(position, 0, text);
        this.#note(gate, position, concerned);
      }
    }
  }

  #remove(text: string, entry: Entry, concerned: Set<string>): void {
    const { gate } = entry;
    for (const other of this.#gatesFor(entry)) {
      const position = positionIn(other.letIn!, text);
      if (other.letIn![position] === text) {
        other.letIn!.splice(position, 1);
        this.#note(other, position, concerned);
      }
    }
    pairsOfAll(entry).forEach(pair => take(this.#holders, pair, text));
    this.#entries.delete(text);
    gate.products.delete(text);
    if (gate.products.size === 0) {
      this.#gates.delete(gate.judge.text);
      gate.filed.forEach(pair => take(this.#filed, pair, gate));
    }
  }

  // An answer leaves out the product itself, names `shown` others and tells whether there are more.
  #note(gate: Gate, position: number, concerned: Set<string>): void {
    if (position < this.#shown + 2) {
      gate.products.forEach(product => concerned.add(product));
    }
  }

  /** The gates with an answer that keys of a product may be part of. */
  #gatesFor(entry: Entry): Set<Gate> {
    const gates = new Set<Gate>();
    if (entry.labels.length === 0) {
      return gates;
    }
    for (const pair of ['', ...pairsOfAll(entry)]) {
      for (const gate of this.#filed.get(pair) ?? []) {
        if (gate.letIn) {
          gates.add(gate);
        }
      }
    }
    return gates;
  }

  #letInBy(gate: Gate): string[] {
    if (!gate.letIn) {
      const candidates = new Set(
        gate.judge.required.flatMap(wanted => [...this.#having(wanted)]),
      );
      gate.letIn = [...candidates]
        .filter(text => {
          const entry = this.#entries.get(text);
          return entry && isLetInBy(gate, entry);
        })
        .sort(compareText);
    }
    return gate.letIn;
  }

  /** Products whose keys may carry all of these labels. */
  #having(wanted: Labels): Iterable<string> {
    const pair = this.#rarest(wanted);
    return pair === '' ? this.#entries.keys() : (this.#holders.get(pair) ?? []);
  }

  /** The label that fewest keys carry, as `name=value`; the empty text where there is none to find keys by. */
  #rarest(labels: Labels): string {
    const telling = Object.keys(labels).filter(name => !OF_ALL.includes(name));
    const count = (pair: string) => this.#holders.get(pair)?.size ?? 0;
    const [rarest = ''] = telling
      // The product's own label first, where keys are not known yet.
      .sort((a, b) => rankOf(a) - rankOf(b))
      .map(name => pairOf(name, labels[name]))
      .sort((a, b) => count(a) - count(b));
    return rarest;
  }
}

/** Whether one of the Secrets of a product's keys is let in. */
function isLetInBy({ judge }: Gate, { labels }: Entry): boolean {
  return labels.some(each => judge.judge(each) === 'letIn');
}

function rankOf(label: string): number {
  return label === LABELS.apiProduct ? 0 : 1;
}

function pairOf(name: string, value: string): string {
  return `${name}=${value}`;
}

/** Each label of the Secrets of a product's keys, once. */
function pairsOfAll({ labels }: Entry): Set<string> {
  return new Set(
    labels
      .flatMap(each => Object.entries(each))
      .filter(([name]) => !OF_ALL.includes(name))
      .map(([name, value]) => pairOf(name, value)),
  );
}

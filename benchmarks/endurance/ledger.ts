/** What the server has acknowledged about one key. */
export interface LedgerKey {
  namespace: string;
  name: string;
  requester: string;
  product: { namespace: string; name: string };
  /** The use case that was acknowledged last. */
  useCase: string;
  /** What reviewers wrote, as far as it was acknowledged. */
  messages: string[];
  /** How often its present value was shown. */
  reveals: number;
  /** When its deletion was acknowledged. */
  deletedAt?: number;
  /** A call without an answer may or may not have changed the words. */
  uncertain: boolean;
}

/** A rule that did not hold. */
export interface Violation {
  rule: string;
  what: string;
  at: string;
}

/** Everything that the actors know for certain, and what has gone wrong. */
export class Ledger {
  readonly keys = new Map<string, LedgerKey>();
  readonly violations: Violation[] = [];
  readonly counts = new Map<string, number>();
  /** Until when the gateway may answer otherwise, since something that it needs is away; milliseconds since the epoch. */
  brokenUntil = 0;

  add(key: LedgerKey): void {
    this.keys.set(`${key.namespace}/${key.name}`, key);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  violate(rule: string, what: string): void {
    if (
      !this.violations.some(each => each.rule === rule && each.what === what)
    ) {
      const violation = { rule, what, at: new Date().toISOString() };
      this.violations.push(violation);
      console.log(`VIOLATION ${violation.at} ${rule}: ${what}`);
    }
  }
}

/** What a generated key looks like, wherever it appears. */
export const KEY_PATTERN = /kdp_[A-Za-z0-9_-]{20,}/;

import type { OperationSummary } from '../types';
import { textOf } from './objects';

const MAXIMUM_OPERATIONS = 2_000;

/** Operations that are counted all and kept up to a bound. */
export class OperationList {
  readonly operations: OperationSummary[] = [];
  count = 0;

  add(name: string, summary?: unknown): void {
    this.count += 1;
    const cleaned = textOf(name, 300);
    if (cleaned && this.operations.length < MAXIMUM_OPERATIONS) {
      this.operations.push({ name: cleaned, summary: textOf(summary, 120) });
    }
  }
}

import type { TestCall } from './generateCalls';
import type { Outcome } from './send';

/** A way in which the demo gateway answers otherwise than Envoy with Authorino, and why that is so. */
export interface Difference {
  reason: string;
  explains(call: TestCall, envoy: Outcome, demo: Outcome): boolean;
}

/** All differences that are known; each is in the README of packages/gateway-policy. */
export const differences: Difference[] = [];

/** The reason for a difference; undefined where none is listed. */
export function reasonFor(
  call: TestCall,
  envoy: Outcome,
  demo: Outcome,
): string | undefined {
  return differences.find(each => each.explains(call, envoy, demo))?.reason;
}

import type { RouteLimit } from '../limits';
import type { ObjectName } from '../objects';
import type { Identity } from './authenticate';

/**
 * What a step of a decision looks at, in the order in which a gateway does.
 *
 * @public
 */
export type StepKind =
  | 'route'
  | 'listener'
  | 'authPolicy'
  | 'credential'
  | 'key'
  | 'selector'
  | 'keyState'
  | 'authorization'
  | 'plan'
  | 'limit';

/**
 * Who can change the outcome of a step.
 *
 * @public
 */
export type Fixer = 'caller' | 'keyOwner' | 'productOwner' | 'platformEngineer';

/**
 * One step of a decision.
 *
 * @public
 */
export interface Step {
  step: StepKind;
  /** `unknown`: it was not reached, or cannot be told here. */
  outcome: 'passed' | 'failed' | 'unknown';
  /** What was found, in a sentence. */
  message: string;
  /** The object that decides. */
  object?: ObjectName;
  /** Who can fix it, where it failed. */
  fixer?: Fixer;
  /** For limits: how many calls the window has counted, and when it ends. */
  counter?: { limit: number; used: number; endsAt: number };
}

/**
 * What becomes of a call.
 *
 * @public
 */
export type Decision =
  | {
      passed: true;
      plan?: string;
      identity: Identity;
      /** What the AuthPolicy sets on the call for the service: headers, their names in lower case. */
      serviceHeaders: Record<string, string>;
    }
  | {
      passed: false;
      /** The HTTP status that the gateway answers. */
      status: number;
      step: Step;
      /** Values of WWW-Authenticate for a caller whom no rule knows. */
      challenges?: string[];
      /** For a 429: the limit that is used up. */
      limit?: RouteLimit;
      /** For a 429: in how many seconds the next call passes. */
      retryAfterSeconds?: number;
      plan?: string;
    };

/** A step that was not reached, or cannot be told here. */
export function unknown(step: StepKind, object: ObjectName): Step {
  return {
    step,
    outcome: 'unknown',
    message: 'This cannot be told here.',
    object,
  };
}

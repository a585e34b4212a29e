import type {
  AuthRules,
  ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { EffectiveAuthPolicy } from '../policies';

/**
 * The parts of an AuthPolicy in effect that decide whose keys are let in.
 *
 * @public
 */
export type KeyPolicy = Pick<EffectiveAuthPolicy, 'rules'> &
  Partial<Pick<EffectiveAuthPolicy, 'patterns'>>;

/**
 * A product with the AuthPolicies in effect on its route.
 *
 * @public
 */
export interface ProductAccess {
  product: ObjectRef;
  /** In effect on the route as a whole; decides where the product's own keys go. */
  auth?: KeyPolicy;
  /** In effect on some rules or listeners of the route instead. */
  parts?: readonly KeyPolicy[];
  /** Rules that the product's keys meet too, while an edit of the AuthPolicies reaches the gateway. */
  others?: readonly AuthRules[];
}

/**
 * Whose keys open a product.
 *
 * @public
 */
export interface KeyIsolation {
  product: ObjectRef;
  /** Whether keys of the product can meet a rule of its AuthPolicy. */
  takesKeys: boolean;
  /** Whether the keys of this product alone open it. */
  isolated: boolean;
  /**
   * Other products whose keys open it, or may open it where an authorization rule cannot be judged here. The
   * first ones by name, twenty unless the caller wants another number.
   */
  openedBy: ObjectRef[];
  /** How many other products that are. */
  openedByCount: number;
  /** Whether an authorization rule keeps out the product's own keys. */
  ownKeysRefused: boolean;
}

import type { APIKey } from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyStateOf } from '../model/keyState';

// A key that failed for its value gets well by a new one.
const CURED_BY_ROTATION = new Set([
  'SecretNotFound',
  'SecretAPIKeyNotFound',
  'SecretAPIKeyEmpty',
]);

/** Whether the present value of a key is there to be replaced, but cannot be used. */
export function valueIsBroken(key: APIKey): boolean {
  const { state, reason } = keyStateOf(key);
  return state === 'Failed' && CURED_BY_ROTATION.has(reason);
}

/** Whether a key may get a new value. */
export function canRotate(key: APIKey): boolean {
  return keyStateOf(key).state === 'Approved' || valueIsBroken(key);
}

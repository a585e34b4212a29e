import {
  API_KEY_STATES,
  type APIKey,
  type APIKeyRequest,
  type APIKeyState,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keyStateOf } from '../model/keyState';

/** The number of keys or requests in each state. */
export function countStates(
  objects: Iterable<APIKey | APIKeyRequest>,
): Record<APIKeyState, number> {
  const counts = Object.fromEntries(
    API_KEY_STATES.map(state => [state, 0]),
  ) as Record<APIKeyState, number>;
  for (const object of objects) {
    counts[keyStateOf(object).state] += 1;
  }
  return counts;
}

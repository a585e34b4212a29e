import {
  apiKeyState,
  type APIKeyState,
  type Condition,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Where a key stands, with the reason for programs and a sentence for people. */
export interface KeyState {
  state: APIKeyState;
  reason: string;
  message: string;
}

const BEFORE_THE_CONTROLLER: KeyState = {
  state: 'Pending',
  reason: 'AwaitingApproval',
  message: 'The request was sent.',
};

interface HasConditions {
  status?: { conditions?: Condition[] };
}

// The objects of the caches are frozen, so what is derived from one holds as long as the object.
const states = new WeakMap<object, KeyState>();

/** The state of a key, or of the request that mirrors it. */
export function keyStateOf(object: HasConditions): KeyState {
  let state = states.get(object);
  if (!state) {
    const found = apiKeyState(object.status?.conditions);
    state = found.condition
      ? {
          state: found.state,
          reason: found.condition.reason,
          message: found.condition.message,
        }
      : BEFORE_THE_CONTROLLER;
    states.set(object, state);
  }
  return state;
}

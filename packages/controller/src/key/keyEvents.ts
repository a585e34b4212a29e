import {
  type APIKeyStatus,
  apiKeyState,
  EXPIRES_SOON,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KeyEvent } from '../events';

const WARNINGS = ['Failed', 'Denied', 'Expired'];

/** What there is to tell when one status of a key follows another. */
export function eventsBetween(
  before: APIKeyStatus | undefined,
  after: APIKeyStatus,
): KeyEvent[] {
  const events: KeyEvent[] = [];
  const was = apiKeyState(before?.conditions).condition;
  const { state, condition: is } = apiKeyState(after.conditions);
  if (is && (was?.reason !== is.reason || was.message !== is.message)) {
    events.push({
      type: WARNINGS.includes(state) ? 'Warning' : 'Normal',
      reason: is.reason,
      message: is.message,
    });
  }
  const soon = findCondition(after.conditions, EXPIRES_SOON.type);
  if (soon && !findCondition(before?.conditions, EXPIRES_SOON.type)) {
    events.push({
      type: 'Warning',
      reason: soon.reason,
      message: soon.message,
    });
  }
  return events;
}

import {
  type APIKey,
  type APIKeyStatus,
  apiKeyState,
  enforcementSecretName,
  EXPIRES_SOON,
  findCondition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { EnforcementChange } from '../enforcement';
import type { KeyEvent } from '../events';
import { refOfMeta } from '../objects';
import type { Terms } from './terms';

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
      message:
        state === 'Approved' && was?.reason !== is.reason && after.approved
          ? `${is.message}. The gateway accepts the key ${inWords(after.approved)}`
          : is.message,
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

function inWords({ planTier, expiresAt }: Terms): string {
  return `on plan ${planTier}${expiresAt ? ` until ${expiresAt}` : ''}`;
}

/** What there is to tell of an approved key when its enforcement Secrets changed; that it began or ended, its status tells. */
export function eventsOfEnforcement(
  { metadata, spec }: APIKey,
  changes: EnforcementChange[],
): KeyEvent[] {
  const earlier = enforcementSecretName(refOfMeta(metadata), 'previous');
  const changeOf = (isEarlier: boolean) =>
    changes.find(({ name }) => (name === earlier) === isEarlier)?.what;
  const tell = (reason: string, message: string): KeyEvent => ({
    type: 'Normal',
    reason,
    message,
  });
  const events: KeyEvent[] = [];
  if (changeOf(false) === 'value') {
    events.push(
      changeOf(true) === 'created'
        ? tell(
            'Rotated',
            `The gateway accepts a new value of the key, and the one before it until ${spec.previousSecretRef?.validUntil}`,
          )
        : tell(
            'ValueChanged',
            'The gateway accepts a new value of the key, and not the one before it',
          ),
    );
  }
  if (changeOf(true) === 'removed') {
    events.push(
      tell(
        'RotationEnded',
        'The gateway no longer accepts the value from before the rotation',
      ),
    );
  }
  return events;
}

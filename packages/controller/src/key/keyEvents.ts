import {
  type APIKey,
  type APIKeyStatus,
  apiKeyState,
  enforcementSecretName,
  EXPIRES_SOON,
  findCondition,
  refOfObject,
  type Terms,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { EnforcementChange } from '../enforcement';
import type { KeyEvent } from '../events';
import { changeSentence } from './checks';
import type { KeyEvaluation } from './evaluateKey';

const WARNINGS = ['Failed', 'Denied', 'Expired'];

/** What there is to tell when one status of a key follows another. */
export function eventsBetween(
  before: APIKeyStatus | undefined,
  after: APIKeyStatus,
  evaluation: KeyEvaluation,
): KeyEvent[] {
  const soon = findCondition(after.conditions, EXPIRES_SOON.type);
  const isNews = !findCondition(before?.conditions, EXPIRES_SOON.type);
  return [
    ...eventsOfState(before, after, evaluation),
    ...(soon && isNews ? [tell('Warning', soon.reason, soon.message)] : []),
  ];
}

function eventsOfState(
  before: APIKeyStatus | undefined,
  after: APIKeyStatus,
  { change, inForce }: KeyEvaluation,
): KeyEvent[] {
  const was = apiKeyState(before?.conditions);
  const { state, condition } = apiKeyState(after.conditions);
  const { reason, message } = condition ?? {};
  const isSame =
    was.condition?.reason === reason && was.condition?.message === message;
  if (!reason || !message || isSame) {
    return [];
  }
  const wasApproved = was.condition && was.state === 'Approved';
  if (state !== 'Approved' || !inForce) {
    return [
      tell(
        WARNINGS.includes(state) ? 'Warning' : 'Normal',
        reason,
        wasApproved
          ? `${message}. The gateway no longer accepts the key`
          : message,
      ),
    ];
  }
  if (change && wasApproved) {
    return [
      tell(
        'Normal',
        change.rejectedBy ? 'ChangeRejected' : 'ChangeAwaitsApproval',
        changeSentence(change),
      ),
    ];
  }
  return [
    tell(
      'Normal',
      reason,
      `${message}. The gateway accepts the key ${inWords(inForce)}`,
    ),
  ];
}

function tell(
  type: KeyEvent['type'],
  reason: string,
  message: string,
): KeyEvent {
  return { type, reason, message };
}

function inWords({ planTier, expiresAt }: Terms): string {
  return `on plan ${planTier}${expiresAt ? ` until ${expiresAt}` : ''}`;
}

/** What there is to tell of an approved key when its enforcement Secrets changed; that it began or ended, its status tells. */
export function eventsOfEnforcement(
  apiKey: APIKey,
  { overlap }: KeyEvaluation,
  changes: EnforcementChange[],
): KeyEvent[] {
  const previous = enforcementSecretName(refOfObject(apiKey), 'previous');
  const changeOf = (isPrevious: boolean) =>
    changes.find(({ name }) => (name === previous) === isPrevious)?.what;
  const events: KeyEvent[] = [];
  if (changeOf(false) === 'value') {
    events.push(
      changeOf(true) === 'created' && overlap
        ? tell(
            'Normal',
            'Rotated',
            `The gateway accepts a new value of the key, and the previous one until ${new Date(overlap.endsAt).toISOString()}`,
          )
        : tell(
            'Normal',
            'ValueChanged',
            'The gateway accepts a new value of the key, and not the previous one',
          ),
    );
  }
  if (changeOf(true) === 'removed') {
    events.push(
      tell(
        'Normal',
        'RotationEnded',
        'The gateway no longer accepts the value from before the rotation',
      ),
    );
  }
  return events;
}

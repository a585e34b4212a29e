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
import { type Change, changeSentence } from './checks';
import type { Terms } from './terms';

const WARNINGS = ['Failed', 'Denied', 'Expired'];

/** What there is to tell when one status of a key follows another. */
export function eventsBetween(
  before: APIKeyStatus | undefined,
  after: APIKeyStatus,
  change: Change | undefined,
): KeyEvent[] {
  const soon = findCondition(after.conditions, EXPIRES_SOON.type);
  const isNews = !findCondition(before?.conditions, EXPIRES_SOON.type);
  return [
    ...eventsOfState(before, after, change),
    ...(soon && isNews ? [tell('Warning', soon.reason, soon.message)] : []),
  ];
}

function eventsOfState(
  before: APIKeyStatus | undefined,
  after: APIKeyStatus,
  change: Change | undefined,
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
  if (state !== 'Approved' || !after.approved) {
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
        change.refusedBy ? 'ChangeRefused' : 'ChangeAwaitsApproval',
        changeSentence(change),
      ),
    ];
  }
  return [
    tell(
      'Normal',
      reason,
      `${message}. The gateway accepts the key ${inWords(after.approved)}`,
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
  { metadata, spec }: APIKey,
  changes: EnforcementChange[],
): KeyEvent[] {
  const earlier = enforcementSecretName(refOfMeta(metadata), 'previous');
  const changeOf = (isEarlier: boolean) =>
    changes.find(({ name }) => (name === earlier) === isEarlier)?.what;
  const events: KeyEvent[] = [];
  if (changeOf(false) === 'value') {
    events.push(
      changeOf(true) === 'created'
        ? tell(
            'Normal',
            'Rotated',
            `The gateway accepts a new value of the key, and the one before it until ${spec.previousSecretRef?.validUntil}`,
          )
        : tell(
            'Normal',
            'ValueChanged',
            'The gateway accepts a new value of the key, and not the one before it',
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

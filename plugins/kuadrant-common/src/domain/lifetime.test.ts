import { lifetimeFault } from './lifetime';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const HOUR = 3_600_000;
const within = { maxDays: 30 };
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

it.each([
  ['no bounds, no expiry', undefined, undefined, undefined],
  ['no bounds, any expiry', undefined, at(1_000_000), undefined],
  ['no longest lifetime', { defaultDays: 7 }, undefined, undefined],
  ['no expiry where one is needed', within, undefined, 'expiryMissing'],
  ['now', within, at(0), 'expiryPast'],
  ['the past', undefined, at(-1), 'expiryPast'],
  ['not a time', undefined, 'tomorrow', 'expiryPast'],
  ['the exact bound', within, at(30 * 24), undefined],
  ['the end of a day with 25 hours', within, at(30 * 24 + 25), undefined],
  ['a day more', within, at(31 * 24 + 3), 'expiryTooLate'],
] as const)('an expiry with %s', (_, lifetime, expiresAt, fault) => {
  expect(lifetimeFault(lifetime, expiresAt, NOW)).toBe(fault);
});

it.each([0, 6, 12, 23])(
  'accepts the end of the last day where the requester is at hour %i of theirs',
  hour => {
    const startOfDay = NOW - hour * HOUR;
    const endOfLastDay = startOfDay + 31 * 24 * HOUR - 1;
    const expiresAt = new Date(endOfLastDay).toISOString();
    expect(lifetimeFault(within, expiresAt, NOW)).toBeUndefined();
  },
);

import { durationSeconds, limitWindows } from './limits';

test('durations are read as Gateway API writes them', () => {
  expect(durationSeconds('1m')).toBe(60);
  expect(durationSeconds('1h30m')).toBe(5400);
  expect(durationSeconds('500ms')).toBe(0.5);
  expect(durationSeconds('2h1m10s5ms')).toBe(7270.005);
  expect(durationSeconds('100ms200ms')).toBe(0.3);
  expect(durationSeconds('')).toBeUndefined();
  expect(durationSeconds('1 day')).toBeUndefined();
  expect(durationSeconds('123456s')).toBeUndefined();
});

test('limits are listed by window, the longest first', () => {
  expect(
    limitWindows({
      daily: 50,
      monthly: 0,
      custom: [
        { limit: 9, window: '1m' },
        { limit: 5, window: '60s' },
        { limit: 1, window: 'soon' },
      ],
    }),
  ).toEqual([
    { limit: 0, window: '730h', seconds: 2628000 },
    { limit: 50, window: '24h', seconds: 86400 },
    { limit: 5, window: '60s', seconds: 60 },
    { limit: 9, window: '1m', seconds: 60 },
    { limit: 1, window: 'soon', seconds: undefined },
  ]);
  expect(limitWindows(undefined)).toEqual([]);
});

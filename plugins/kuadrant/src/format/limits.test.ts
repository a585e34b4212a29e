import { mockApis } from '@backstage/frontend-test-utils';
import {
  durationSeconds,
  type RouteLimitView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { exampleLimit } from '../../dev/fixtures';
import { kuadrantTranslationRef } from '../translation';
import { hasLongWindow, limitLines } from './limits';
import { formatOf } from './useFormat';

const { t } = mockApis
  .translation()
  .getTranslation(kuadrantTranslationRef) as never as {
  t: Parameters<typeof limitLines>[2];
};
type Rate = [limit: number, window: string, more?: Partial<RouteLimitView>];
const limitsOf = (rates: Rate[]) =>
  rates.map(([limit, window, more]) =>
    exampleLimit({
      plan: 'gold',
      limit,
      window,
      seconds: durationSeconds(window),
      ...more,
    }),
  );
const lines = (rates: Rate[], language = 'en') =>
  limitLines(limitsOf(rates), 'gold', t, formatOf(language));
const SHARED = ' · shared by all gold keys of this API';

describe('limitLines', () => {
  it.each<[Rate[], string]>([
    [[[0, '24h']], 'no requests a day'],
    [[[1, '24h']], '1 request a day'],
    [
      [
        [5, '1m'],
        [50, '24h'],
      ],
      '50 requests a day, 5 a minute',
    ],
    [
      [
        [9, '8760h'],
        [8, '730h'],
        [7, '168h'],
      ],
      '9 requests a year, 8 a month, 7 a week',
    ],
    [[[50000, '24h']], '50,000 requests a day'],
    [[[5, '60s']], '5 requests a minute'],
    [[[5, '10s']], '5 requests every 10 seconds'],
    [[[5, '1h30m']], '5 requests every 1 hour 30 minutes'],
    // Of two limits on one window only the lower one bites.
    [
      [
        [50, '24h'],
        [20, '1440m'],
      ],
      '20 requests a day',
    ],
    // As Limitador counts: whole seconds, a negative number as none.
    [[[3, '0s', { effective: false }]], '3 requests per “0s” (has no effect)'],
    [
      [[3, '500ms', { seconds: 0, effective: false }]],
      '3 requests per “500ms” (has no effect)',
    ],
    [
      [[3, 'soon', { seconds: 0, effective: false }]],
      '3 requests per “soon” (has no effect)',
    ],
    [[[0, '0s']], 'no requests at all'],
    [
      [[2 ** 53, '1h', { inexact: true }]],
      'about 9,007,199,254,740,992 requests an hour',
    ],
    [
      [
        [5, '1m', { conditional: true }],
        [9, '1m'],
      ],
      '5 requests a minute (on some calls), 9 a minute',
    ],
  ])('tells %j as "%s"', (rates, expected) => {
    expect(lines(rates)).toEqual([expected + SHARED]);
  });

  it('says when there is no limit', () => {
    expect(lines([])).toEqual(['no limit set']);
  });

  it('tells of each limit with whom it is shared', () => {
    expect(
      lines([
        [3, '24h'],
        [100, '1m', { scope: 'user' }],
        [7, '1h'],
        [9, '1h', { scope: 'key' }],
        [8, '1h', { scope: 'everyone' }],
        [6, '1h', { scope: 'owner' }],
        [4, '1h', { scope: 'unknown' }],
      ]),
    ).toEqual([
      `3 requests a day, 7 an hour${SHARED}`,
      '100 requests a minute · for all keys of one person together',
      '9 requests an hour · for each key alone',
      '8 requests an hour · shared by all callers of this API',
      '6 requests an hour · for all keys of one owner together',
      '4 requests an hour · may be shared with other keys',
    ]);
  });

  it('writes numbers in the language of the app', () => {
    expect(lines([[50000, '24h']], 'de')).toEqual([
      `50.000 requests a day${SHARED}`,
    ]);
  });
});

it('tells windows of a day and more from others', () => {
  expect(hasLongWindow(limitsOf([[1, '23h']]))).toBe(false);
  expect(hasLongWindow(limitsOf([[1, '24h']]))).toBe(true);
});

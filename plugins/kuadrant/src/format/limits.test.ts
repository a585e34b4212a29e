import { mockApis } from '@backstage/frontend-test-utils';
import { kuadrantTranslationRef } from '../translation';
import { limitsInWords } from './limits';
import { formatOf } from './useFormat';

const { t } = mockApis
  .translation()
  .getTranslation(kuadrantTranslationRef) as never as {
  t: Parameters<typeof limitsInWords>[1];
};
const words = (limits: Parameters<typeof limitsInWords>[0]) =>
  limitsInWords(limits, t, formatOf('en'));

describe('limitsInWords', () => {
  it.each([
    [undefined, 'no limit set'],
    [{}, 'no limit set'],
    [{ daily: 0 }, 'no requests a day'],
    [{ daily: 1 }, '1 request a day'],
    [
      { custom: [{ limit: 5, window: '1m' }], daily: 50 },
      '50 requests a day, 5 a minute',
    ],
    [
      { yearly: 9, monthly: 8, weekly: 7 },
      '9 requests a year, 8 a month, 7 a week',
    ],
    [{ daily: 50000 }, '50,000 requests a day'],
    [{ custom: [{ limit: 5, window: '60s' }] }, '5 requests a minute'],
    [{ custom: [{ limit: 5, window: '10s' }] }, '5 requests every 10 seconds'],
    [
      { custom: [{ limit: 5, window: '1h30m' }] },
      '5 requests every 1 hour 30 minutes',
    ],
    [
      { custom: [{ limit: 5, window: '500ms' }] },
      '5 requests every 0.5 seconds',
    ],
    // Of two limits on one window only the lower one bites.
    [
      { daily: 50, custom: [{ limit: 20, window: '24h' }] },
      '20 requests a day',
    ],
    [{ custom: [{ limit: 5, window: 'soon' }] }, '5 requests per “soon”'],
  ])('tells %j as "%s"', (limits, expected) => {
    expect(words(limits)).toBe(expected);
  });

  it('writes numbers in the language of the app', () => {
    expect(limitsInWords({ daily: 50000 }, t, formatOf('de'))).toBe(
      '50.000 requests a day',
    );
  });
});

import { parseLabelSelector } from './labelSelector';

describe('parseLabelSelector', () => {
  const labels = { app: 'toys', 'x.example/tier': 'gold', empty: '' };

  it.each([
    ['', true],
    ['app=toys', true],
    ['app == toys', true],
    ['app=games', false],
    ['app!=games', true],
    ['app!=toys', false],
    ['missing!=x', true],
    ['empty=', true],
    ['x.example/tier in (gold, silver),app', true],
    ['x.example/tier in (silver)', false],
    ['missing in (x)', false],
    ['app notin (games,books)', true],
    ['app notin (toys)', false],
    ['missing notin (x)', true],
    ['!missing', true],
    ['!app', false],
    ['app,missing', false],
  ])('%s is %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  it('names the part that it cannot read', () => {
    expect(() => parseLabelSelector('app=toys,tier > 3')).toThrow(
      'labelSelector: cannot read "tier > 3"',
    );
  });
});

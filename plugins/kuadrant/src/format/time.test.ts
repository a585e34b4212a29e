import {
  calendarDaysBetween,
  endOfDayAfter,
  endOfPickedDay,
  pickedDay,
  relativeTimeParts,
} from './time';

const now = new Date(2026, 10, 22, 10, 0, 0);
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe('times', () => {
  it.each([
    [0, { value: 0, unit: 'minute' }],
    [-0.5, { value: -30, unit: 'minute' }],
    [47, { value: 47, unit: 'hour' }],
    [-26, { value: -26, unit: 'hour' }],
    [5 * 24, { value: 5, unit: 'day' }],
    [31 * 24, undefined],
  ])('tells %s hours from now as %j', (hours, expected) => {
    expect(relativeTimeParts(later(hours), now)).toEqual(expected);
  });

  it('counts days by the calendar, not by milliseconds', () => {
    const evening = new Date(2026, 10, 22, 23, 59);
    const morning = new Date(2026, 10, 23, 0, 1);
    expect(calendarDaysBetween(evening, morning)).toBe(1);
    // Clocks change between these in many zones; the number of days does not.
    expect(
      calendarDaysBetween(new Date(2026, 2, 1), new Date(2026, 3, 1)),
    ).toBe(31);
  });

  it('means the end of a picked day and finds the same day again', () => {
    const end = endOfPickedDay('2027-02-18')!;
    expect([end.getHours(), end.getMinutes(), end.getSeconds()]).toEqual([
      23, 59, 59,
    ]);
    expect(pickedDay(end)).toBe('2027-02-18');
    expect(pickedDay(new Date(end.toISOString()))).toBe('2027-02-18');
    expect(endOfPickedDay('')).toBeUndefined();
  });

  it('ends after whole days', () => {
    expect(pickedDay(endOfDayAfter(90, now))).toBe('2027-02-20');
  });
});

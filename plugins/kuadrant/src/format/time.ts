const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Start of the moment's day in the viewer's zone. */
function dayOf(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** Whole calendar days from one moment to another in the viewer's zone; days of 23 or 25 hours count as one. */
export function calendarDaysBetween(from: Date, to: Date): number {
  return Math.round((dayOf(to).getTime() - dayOf(from).getTime()) / 86_400_000);
}

/** How a moment is told relative to now; undefined when it is over thirty days away and the date says more. */
export function relativeTimeParts(
  moment: Date,
  now: Date,
): { value: number; unit: Intl.RelativeTimeFormatUnit } | undefined {
  const difference = moment.getTime() - now.getTime();
  const distance = Math.abs(difference);
  if (distance < MINUTE) {
    return { value: 0, unit: 'minute' };
  }
  if (distance < HOUR) {
    return { value: Math.trunc(difference / MINUTE), unit: 'minute' };
  }
  // "in 1 day" hides whether a key lives 25 or 47 hours
  if (distance < 48 * HOUR) {
    return { value: Math.trunc(difference / HOUR), unit: 'hour' };
  }
  const days = calendarDaysBetween(now, moment);
  return Math.abs(days) > 30 ? undefined : { value: days, unit: 'day' };
}

/** The last second of the day that lies the given number of days after now, in the viewer's zone. */
export function endOfDayAfter(days: number, now: Date): Date {
  return new Date(
    now.getFullYear(),
    now.getMonth(),
    now.getDate() + days,
    23,
    59,
    59,
  );
}

/** The last second of a day that is written as in date inputs (YYYY-MM-DD), in the viewer's zone. */
export function endOfPickedDay(day: string): Date | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!found) {
    return undefined;
  }
  const [year, month, date] = found.slice(1).map(Number);
  return new Date(year, month - 1, date, 23, 59, 59);
}

/** The day of a moment as date inputs write it (YYYY-MM-DD), in the viewer's zone. */
export function pickedDay(moment: Date): string {
  const pad = (value: number, length: number) =>
    String(value).padStart(length, '0');
  return [
    pad(moment.getFullYear(), 4),
    pad(moment.getMonth() + 1, 2),
    pad(moment.getDate(), 2),
  ].join('-');
}

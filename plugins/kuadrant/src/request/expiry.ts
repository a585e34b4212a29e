import { endOfDayAfter, endOfPickedDay } from '../format/time';

/** What was chosen: a number of days, a picked day, or no end. */
export type ExpiryChoice =
  | { kind: 'days'; days: number }
  | { kind: 'date'; day: string }
  | { kind: 'never' };

/** Bounds that a product sets for its keys. */
export interface KeyLifetime {
  defaultDays?: number;
  maxDays?: number;
}

const USUAL_DAYS = [7, 30, 90, 365];
const DEFAULT_DAYS = 90;

/** The numbers of days to choose from, within the product's bounds, its own proposal among them. */
export function expiryDays(lifetime: KeyLifetime = {}): number[] {
  const { defaultDays, maxDays } = lifetime;
  const days = new Set(USUAL_DAYS);
  if (defaultDays !== undefined) {
    days.add(defaultDays);
  }
  if (maxDays !== undefined) {
    days.add(maxDays);
  }
  return [...days]
    .filter(count => maxDays === undefined || count <= maxDays)
    .sort((a, b) => a - b);
}

/** What is chosen to begin with. */
export function presetExpiry(lifetime: KeyLifetime = {}): ExpiryChoice {
  const wanted = lifetime.defaultDays ?? DEFAULT_DAYS;
  return { kind: 'days', days: Math.min(wanted, lifetime.maxDays ?? wanted) };
}

/** The moment at which a key ends: the last second of the day in the viewer's zone. */
export function expiryMoment(
  choice: ExpiryChoice,
  now: Date,
): Date | undefined {
  switch (choice.kind) {
    case 'days':
      return endOfDayAfter(choice.days, now);
    case 'date':
      return endOfPickedDay(choice.day);
    default:
      return undefined;
  }
}

import {
  limitWindows,
  type LimitWindow,
  type PlanLimits,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantTranslate } from '../translation';
import type { Format } from './useFormat';

const NAMED: Record<
  number,
  'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'
> = {
  [8760 * 3600]: 'year',
  [730 * 3600]: 'month',
  [168 * 3600]: 'week',
  [24 * 3600]: 'day',
  3600: 'hour',
  60: 'minute',
  1: 'second',
};

function windowWords(
  { window, seconds }: LimitWindow,
  t: KuadrantTranslate,
  format: Format,
): string {
  if (seconds === undefined) {
    return t('limits.window.asWritten', { window });
  }
  const name = NAMED[seconds];
  if (name) {
    return t(`limits.window.${name}`);
  }
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Number((seconds % 60).toFixed(3));
  const parts = [
    hours > 0 &&
      t('limits.hours', { count: hours, amount: format.number(hours) }),
    minutes > 0 &&
      t('limits.minutes', { count: minutes, amount: format.number(minutes) }),
    rest > 0 &&
      t('limits.seconds', { count: rest, amount: format.number(rest) }),
  ].filter(part => part !== false);
  return t('limits.window.every', { duration: parts.join(' ') });
}

/**
 * A plan's limits as one phrase, for example "50 requests a day, 5 a minute".
 *
 * Of several limits on one window only the lowest bites and is told. Absent limits and a limit of nought differ.
 */
export function limitsInWords(
  limits: PlanLimits | undefined,
  t: KuadrantTranslate,
  format: Format,
): string {
  const told = new Set<string>();
  const windows = limitWindows(limits).filter(({ seconds, window }) => {
    const key = String(seconds ?? window);
    return !told.has(key) && told.add(key);
  });
  if (windows.length === 0) {
    return t('limits.none');
  }
  return format.list(
    windows.map((limit, index) =>
      t(index === 0 ? 'limits.first' : 'limits.next', {
        count: limit.limit,
        amount:
          limit.limit === 0 ? t('limits.zero') : format.number(limit.limit),
        window: windowWords(limit, t, format),
      }),
    ),
  );
}

/** Whether a plan has a window of a day or longer, which readers may take for a calendar day or month. */
export function hasLongWindow(limits: PlanLimits | undefined): boolean {
  return limitWindows(limits).some(
    ({ seconds }) => (seconds ?? 0) >= 24 * 3600,
  );
}

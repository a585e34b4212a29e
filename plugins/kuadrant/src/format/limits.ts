import type { RouteLimitView } from '@kuadrant/backstage-plugin-kuadrant-common';
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
  { window, seconds }: RouteLimitView,
  t: KuadrantTranslate,
  format: Format,
): string {
  if (seconds === 0) {
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

/** A limit without who shares it, for example "50 requests a day"; the first of a list names what it counts. */
function limitWords(
  limit: RouteLimitView,
  isFirst: boolean,
  t: KuadrantTranslate,
  format: Format,
): string {
  if (limit.limit === 0 && limit.seconds === 0) {
    return t('limits.blocked');
  }
  const number = format.number(limit.limit);
  const amount = limit.inexact ? t('limits.about', { amount: number }) : number;
  const words = t(isFirst ? 'limits.first' : 'limits.next', {
    count: limit.limit,
    amount: limit.limit === 0 ? t('limits.zero') : amount,
    window: windowWords(limit, t, format),
  });
  if (!limit.effective) {
    return t('limits.noEffect', { limit: words });
  }
  return limit.conditional ? t('limits.someCalls', { limit: words }) : words;
}

/** The longest window first; of limits on all calls in windows of one length only the lowest bites and is told. */
function told(limits: readonly RouteLimitView[]): RouteLimitView[] {
  const windows = new Set<number>();
  return [...limits]
    .sort((a, b) => b.seconds - a.seconds || a.limit - b.limit)
    .filter(({ seconds, conditional }) => {
      const isFirst = !windows.has(seconds);
      return conditional || seconds === 0 || (isFirst && windows.add(seconds));
    });
}

/**
 * Limits in words, a line for each group that shares its counters in the same way, for example "50 requests a day, 5 a
 * minute · shared by all silver keys of this API".
 */
export function limitLines(
  limits: readonly RouteLimitView[],
  tier: string,
  t: KuadrantTranslate,
  format: Format,
): string[] {
  if (limits.length === 0) {
    return [t('limits.none')];
  }
  const scopes = [...new Set(limits.map(({ scope }) => scope))];
  return scopes.map(scope => {
    const words = told(limits.filter(limit => limit.scope === scope)).map(
      (limit, index) => limitWords(limit, index === 0, t, format),
    );
    return `${format.list(words)} · ${t(`limits.scope.${scope}`, { tier })}`;
  });
}

/** Whether a limit has a window of a day or longer, which readers may take for a calendar day or month. */
export function hasLongWindow(limits: readonly RouteLimitView[]): boolean {
  return limits.some(({ seconds }) => seconds >= 24 * 3600);
}

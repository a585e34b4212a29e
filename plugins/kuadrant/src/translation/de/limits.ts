import type { limits as english } from '../en/limits';
import type { Translated } from '../Translated';

export const limits: Translated<typeof english> = {
  first_one: '{{amount}} Aufruf {{window}}',
  first_other: '{{amount}} Aufrufe {{window}}',
  next_one: '{{amount}} {{window}}',
  next_other: '{{amount}} {{window}}',
  zero: 'keine',
  none: 'kein Limit gesetzt',
  window: {
    year: 'pro Jahr',
    month: 'pro Monat',
    week: 'pro Woche',
    day: 'pro Tag',
    hour: 'pro Stunde',
    minute: 'pro Minute',
    second: 'pro Sekunde',
    every: 'je {{duration}}',
    asWritten: 'je „{{window}}“',
  },
  hours_one: '{{amount}} Stunde',
  hours_other: '{{amount}} Stunden',
  minutes_one: '{{amount}} Minute',
  minutes_other: '{{amount}} Minuten',
  seconds_one: '{{amount}} Sekunde',
  seconds_other: '{{amount}} Sekunden',
  windowStart:
    'Ein Zeitraum beginnt mit dem ersten gezählten Aufruf: Ein Tag dauert ab dann 24 Stunden, ein Monat 730 Stunden.',
  blocked: 'gar keine Aufrufe',
  about: 'etwa {{amount}}',
  noEffect: '{{limit}} (ohne Wirkung)',
  someCalls: '{{limit}} (nur bei manchen Aufrufen)',
  scope: {
    everyone: 'gemeinsam für alle, die diese API aufrufen',
    plan: 'gemeinsam für alle {{tier}}-Schlüssel dieser API',
    owner: 'gemeinsam für alle Schlüssel eines Inhabers',
    user: 'gemeinsam für alle Schlüssel einer Person',
    key: 'für jeden Schlüssel einzeln',
    unknown: 'möglicherweise mit anderen Schlüsseln geteilt',
  },
};

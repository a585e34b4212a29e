import type { limits as english } from '../en/limits';
import type { Translated } from '../Translated';

export const limits: Translated<typeof english> = {
  first_one: '{{amount}} llamada {{window}}',
  first_other: '{{amount}} llamadas {{window}}',
  next_one: '{{amount}} {{window}}',
  next_other: '{{amount}} {{window}}',
  zero: '0',
  none: 'sin límite fijado',
  window: {
    year: 'al año',
    month: 'al mes',
    week: 'a la semana',
    day: 'al día',
    hour: 'por hora',
    minute: 'por minuto',
    second: 'por segundo',
    every: 'cada {{duration}}',
    asWritten: 'por «{{window}}»',
  },
  hours_one: '{{amount}} hora',
  hours_other: '{{amount}} horas',
  minutes_one: '{{amount}} minuto',
  minutes_other: '{{amount}} minutos',
  seconds_one: '{{amount}} segundo',
  seconds_other: '{{amount}} segundos',
  windowStart:
    'Un periodo empieza con la primera llamada que cuenta: un día dura 24 horas desde entonces y un mes, 730 horas.',
  blocked: 'ninguna llamada',
  about: 'unas {{amount}}',
  noEffect: '{{limit}} (sin efecto)',
  someCalls: '{{limit}} (solo en algunas llamadas)',
  scope: {
    everyone: 'compartido por todos los que llaman a esta API',
    plan: 'compartido por todas las claves {{tier}} de esta API',
    owner: 'para todas las claves de un mismo propietario',
    user: 'para todas las claves de una misma persona',
    key: 'para cada clave por separado',
    unknown: 'puede compartirse con otras claves',
  },
};

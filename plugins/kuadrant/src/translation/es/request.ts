import type {
  expiry as englishExpiry,
  request as english,
} from '../en/request';
import type { Translated } from '../Translated';

export const request: Translated<typeof english> = {
  open: 'Solicitar acceso',
  title: 'Solicitar acceso a {{product}}',
  plan: 'Plan',
  planNeeded: 'Elija un plan.',
  noPlans:
    'Ahora no se ofrece ningún plan, así que no se puede solicitar nada. Las claves existentes conservan sus límites.',
  searchPlans: 'Buscar planes',
  useCase: 'Caso de uso',
  useCaseHelp:
    'Explique para qué necesita la clave. El propietario lo lee. No pegue secretos.',
  useCaseNeeded:
    'Diga para qué es la clave, para que el propietario pueda decidir.',
  useCaseCount: '{{used}} de {{most}}',
  useCaseLeft_one: 'queda {{count}} carácter',
  useCaseLeft_other: 'quedan {{count}} caracteres',
  manual: 'Decide {{owner}}; se le avisará.',
  manualGroup: 'Decide una persona de {{owner}}; se le avisará.',
  manualNoOwner: 'Decide una persona; se le avisará.',
  automatic: 'Se aprueba al momento.',
  askedAs: 'Solicitado como {{name}}, {{email}}',
  send: 'Enviar solicitud',
  sent: 'Solicitud enviada',
  sentOpen: 'Abrir',
  already: 'Ya tiene una clave activa en este plan:',
  product: 'API',
  productSearch: 'Buscar API…',
  productNeeded: 'Elija una API.',
};

export const expiry: Translated<typeof englishExpiry> = {
  label: 'Caduca',
  inDays_one: 'en {{count}} día',
  inDays_other: 'en {{count}} días',
  date: 'en una fecha',
  never: 'nunca',
  pick: 'Último día',
  dateNeeded: 'Elija un día que aún no haya pasado.',
  until: '{{moment}} ({{zone}})',
  neverText: 'La clave funciona hasta que se elimine o se revoque.',
  longest_one: 'Las claves de esta API duran {{count}} día como máximo.',
  longest_other: 'Las claves de esta API duran {{count}} días como máximo.',
};

import type {
  expiry as englishExpiry,
  request as english,
} from '../en/request';
import type { Translated } from '../Translated';

export const request: Translated<typeof english> = {
  open: 'Zugang anfragen',
  title: 'Zugang zu {{product}} anfragen',
  plan: 'Plan',
  planNeeded: 'Wählen Sie einen Plan.',
  noPlans:
    'Zurzeit wird kein Plan angeboten, also kann nichts angefragt werden. Bestehende Schlüssel behalten ihre Limits.',
  searchPlans: 'Pläne suchen',
  useCase: 'Verwendungszweck',
  useCaseHelp:
    'Wofür brauchen Sie den Schlüssel? Wer entscheidet, liest das. Fügen Sie keine Geheimnisse ein.',
  useCaseNeeded: 'Geben Sie an, wofür Sie den Schlüssel brauchen.',
  useCaseCount: '{{used}} von {{most}}',
  useCaseLeft_one: 'noch {{count}} Zeichen',
  useCaseLeft_other: 'noch {{count}} Zeichen',
  manual: '{{owner}} entscheidet; Sie werden benachrichtigt.',
  manualGroup:
    'Eine Person aus {{owner}} entscheidet; Sie werden benachrichtigt.',
  manualNoOwner: 'Eine Person entscheidet; Sie werden benachrichtigt.',
  automatic: 'Wird sofort genehmigt.',
  askedAs: 'Angefragt als {{name}}, {{email}}',
  send: 'Anfrage senden',
  sent: 'Anfrage gesendet',
  sentOpen: 'Öffnen',
  already: 'Sie haben schon einen aktiven Schlüssel für diesen Plan:',
  product: 'API',
  productSearch: 'APIs suchen …',
  productNeeded: 'Wählen Sie eine API.',
};

export const expiry: Translated<typeof englishExpiry> = {
  label: 'Läuft ab',
  inDays_one: 'in {{count}} Tag',
  inDays_other: 'in {{count}} Tagen',
  date: 'an einem Datum',
  never: 'nie',
  pick: 'Letzter Tag',
  dateNeeded: 'Wählen Sie einen Tag, der noch kommt.',
  until: '{{moment}} ({{zone}})',
  neverText: 'Der Schlüssel gilt, bis er gelöscht oder widerrufen wird.',
  longest_one: 'Schlüssel dieser API gelten höchstens {{count}} Tag.',
  longest_other: 'Schlüssel dieser API gelten höchstens {{count}} Tage.',
};

import type { keys as english } from '../en/keys';
import type { Translated } from '../Translated';

export const keys: Translated<typeof english> = {
  caption: 'Meine API-Schlüssel',
  allCaption: 'Alle API-Schlüssel',
  search: 'Meine Schlüssel durchsuchen …',
  searchAll: 'Person, API, Name suchen …',
  loading: 'API-Schlüssel werden geladen …',
  failed: 'Die API-Schlüssel konnten nicht geladen werden.',
  noMatch: 'Kein Schlüssel passt.',
  count_one: '{{amount}} Schlüssel',
  count_other: '{{amount}} Schlüssel',
  empty:
    'Sie haben keine API-Schlüssel. Sehen Sie sich die API-Produkte an und fragen Sie Zugang an.',
  browse: 'API-Produkte ansehen',
  allEmpty: 'Noch hat niemand einen API-Schlüssel.',
  ready: 'Bereit: einmal anzeigen',
  rejectedBy: 'Abgelehnt von {{name}}',
  expiryWaits: 'Neuer Ablauf wartet auf Genehmigung: {{to}}',
  changeWaits: '{{from}} → {{to}} wartet auf Genehmigung',
  broken_one: '{{amount}} Schlüssel ist nicht benutzbar.',
  broken_other: '{{amount}} Schlüssel sind nicht benutzbar.',
  expiring_one: '{{amount}} Schlüssel läuft diese Woche ab.',
  expiring_other: '{{amount}} Schlüssel laufen diese Woche ab.',
  showThem: 'Anzeigen',
  actionsFor: 'Aktionen für {{key}}',
  column: {
    useCase: 'Verwendungszweck',
    product: 'API',
    plan: 'Plan',
    status: 'Status',
    expires: 'Läuft ab',
    requester: 'Angefragt von',
    actions: 'Aktionen',
  },
};

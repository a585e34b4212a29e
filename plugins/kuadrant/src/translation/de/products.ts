import type {
  productAction as englishAction,
  products as english,
} from '../en/products';
import type { Translated } from '../Translated';

export const products: Translated<typeof english> = {
  caption: 'API-Produkte',
  search: 'Produkte suchen …',
  loading: 'API-Produkte werden geladen …',
  failed: 'Die API-Produkte konnten nicht geladen werden.',
  noMatch: 'Kein Produkt passt.',
  count_one: '{{amount}} Produkt',
  count_other: '{{amount}} Produkte',
  emptyMayCreate:
    'Noch keine API-Produkte. Ein Produkt bietet eine Ihrer Routen anderen Teams an, mit Plänen und Genehmigung.',
  empty: 'Noch ist nichts veröffentlicht.',
  create: 'API-Produkt anlegen',
  column: {
    name: 'Name',
    status: 'Status',
    approval: 'Genehmigung',
    plans: 'Pläne',
    owner: 'Verantwortlich',
    created: 'Angelegt',
    keys: 'Benutzte Schlüssel',
    actions: 'Aktionen',
  },
  noPlans: 'Keine Pläne gefunden',
  morePlans_one: '+{{count}}',
  morePlans_other: '+{{count}}',
  noOwner: 'niemand',
  waiting_one: '{{amount}} Anfrage',
  waiting_other: '{{amount}} Anfragen',
  tag: 'Produkte mit dem Tag {{tag}} zeigen',
  moreTags_one: '{{count}} weiterer Tag: {{tags}}',
  moreTags_other: '{{count}} weitere Tags: {{tags}}',
  actionsFor: 'Aktionen für {{product}}',
};

export const productAction: Translated<typeof englishAction> = {
  edit: 'Bearbeiten',
  publish: 'Veröffentlichen',
  unpublish: 'Zurücknehmen',
  delete: 'Löschen',
  published: '{{product}} ist veröffentlicht.',
  unpublished: '{{product}} steht nicht mehr im Katalog.',
  publishFailed: '{{product}} konnte nicht geändert werden: {{reason}}',
  unpublishTitle: 'Veröffentlichung von {{product}} zurücknehmen?',
  unpublishBody: 'Damit verschwindet es aus dem Katalog.',
  unpublishKeys_one: 'Der {{amount}} aktive Schlüssel gilt weiter.',
  unpublishKeys_other: 'Die {{amount}} aktiven Schlüssel gelten weiter.',
  unpublishConfirm: 'Veröffentlichung zurücknehmen',
  deleteTitle: '{{product}} löschen?',
  deleteBody:
    'Es verschwindet aus dem Katalog. Das lässt sich nicht rückgängig machen.',
  deleteConfirm: 'Produkt löschen',
  deleteWithKeysTitle_one:
    '{{product}} und seinen {{amount}} Schlüssel löschen?',
  deleteWithKeysTitle_other:
    '{{product}} und seine {{amount}} Schlüssel löschen?',
  deleteWithKeysBody: 'Aufrufe mit diesen Schlüsseln enden sofort.',
  deleteWithKeysConfirm_one: 'Produkt und {{amount}} Schlüssel löschen',
  deleteWithKeysConfirm_other: 'Produkt und {{amount}} Schlüssel löschen',
  deleted: '{{product}} ist gelöscht.',
};

import type { activity as activityEnglish } from '../en/activity';
import type { Translated } from '../Translated';

export const activity: Translated<typeof activityEnglish> = {
  title: 'Aktivität',
  loading: 'Ereignisse werden geladen …',
  failed: 'Die Ereignisse konnten nicht geladen werden.',
  ofRequests:
    'Was mit diesem Produkt und seinen neuesten Anfragen geschah. Gelöschte Schlüssel sind nicht aufgeführt.',
  ofOwn: 'Was mit diesem Produkt und Ihren Anfragen dazu geschah.',
  older: 'Ältere Anfragen',
  created: 'Das Produkt wurde angelegt',
  specRead: 'Das OpenAPI-Dokument wurde gelesen',
  asked: '{{name}} hat {{plan}} angefragt',
  approved: '{{name}} hat {{plan}} für {{requester}} genehmigt',
  approvedAutomatically:
    '{{plan}} wurde für {{requester}} automatisch genehmigt',
  rejected: '{{name}} hat {{plan}} für {{requester}} abgelehnt',
};

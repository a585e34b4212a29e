import type { entity as english } from '../en/entity';
import type { Translated } from '../Translated';

export const entity: Translated<typeof english> = {
  apiKeys: 'API-Schlüssel',
  active: 'Aktiv',
  waiting: 'Offen',
  past: 'Frühere',
  open: 'Öffnen',
  openKey: '{{key}} öffnen',
  none: 'Sie haben keinen Schlüssel für diese API.',
  noneManual:
    'Sie haben keinen Schlüssel für diese API. Fragen Sie einen an: {{owner}} entscheidet.',
  noneAutomatic:
    'Sie haben keinen Schlüssel für diese API. Fragen Sie einen an: Er wird sofort genehmigt.',
  productGone:
    'Das API-Produkt hinter diesem Eintrag gibt es nicht mehr. Seine Schlüssel werden noch angezeigt.',
  productDraft:
    'Dieses API-Produkt ist ein Entwurf: Bis zur Veröffentlichung kann niemand Zugang anfragen.',
  cardTitle: 'Zugang zu dieser API',
  cardFailed: 'Ihre Schlüssel konnten nicht geladen werden.',
  cardNone: 'Sie haben noch keinen Schlüssel.',
  cardMore_one: 'und {{amount}} weiterer',
  cardMore_other: 'und {{amount}} weitere',
  cardPlans: 'Pläne: {{plans}}',
  cardOwned: 'Verantwortlich:',
  cardAsk: 'Fragen Sie {{owner}} nach Zugang.',
  cardReview_one: '{{amount}} Anfrage wartet auf Sie',
  cardReview_other: '{{amount}} Anfragen warten auf Sie',
  cardAll: 'API-Schlüssel ansehen',
  infoTitle: 'API-Produkt',
  openProduct: 'Produkt öffnen',
  infoGone: 'Das API-Produkt hinter dieser Entität gibt es nicht mehr.',
};

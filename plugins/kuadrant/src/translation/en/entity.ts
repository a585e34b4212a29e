export const entity = {
  apiKeys: 'API Keys',
  active: 'Active',
  waiting: 'Waiting',
  past: 'Past',
  open: 'Open',
  openKey: 'Open {{key}}',
  none: 'You have no key for this API.',
  noneManual: 'You have no key for this API. Ask for one: {{owner}} decides.',
  noneAutomatic:
    'You have no key for this API. Ask for one: it is approved at once.',
  productGone:
    'The API product behind this entity is gone. Its keys are still listed.',
  productDraft:
    'This API product is a draft: nobody can ask for access until it is published.',
  cardTitle: 'Access to this API',
  cardFailed: 'Your keys could not be loaded.',
  cardNone: 'You have no key yet.',
  cardMore_one: 'and {{amount}} more',
  cardMore_other: 'and {{amount}} more',
  cardPlans: 'Plans: {{plans}}',
  cardOwned: 'Owned by',
  cardAsk: 'Ask {{owner}} for access.',
  cardReview_one: '{{amount}} request waits for you',
  cardReview_other: '{{amount}} requests wait for you',
  cardAll: 'See API keys',
} as const;

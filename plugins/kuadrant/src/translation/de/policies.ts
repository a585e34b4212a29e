import type {
  policies as policiesEnglish,
  tokens as tokensEnglish,
} from '../en/policies';
import type { Translated } from '../Translated';

export const policies: Translated<typeof policiesEnglish> = {
  yaml: 'YAML',
  copyYaml: 'YAML kopieren',
  title: 'Geltende Policies',
  hidden:
    'Sie dürfen die Policies selbst nicht lesen. Was sie besagen, steht oben bei den Plänen.',
  noPlans: 'keine gilt, daher wird kein Plan angeboten.',
  noAuth: 'keine gilt, daher funktionieren keine Schlüssel.',
  noRates: 'keine gilt; nur die Pläne begrenzen Aufrufe.',
  fromRoute: 'an der Route {{route}}',
  fromGateway: 'vom Gateway {{gateway}} übernommen',
  enforced: 'durchgesetzt',
  notEnforced: 'nicht durchgesetzt: {{reason}}',
  overridden: 'durch andere Policies ersetzt',
  onlySome: 'nur für manche Regeln oder Listener',
  identityNotExported:
    'Der Zähler liest eine Identität, die die AuthPolicy nicht weitergibt; deshalb teilen ihn alle.',
  notYet: 'noch nicht geprüft',
};

export const tokens: Translated<typeof tokensEnglish> = {
  title: 'Tokens',
  intro:
    'Diese API nimmt Tokens eines Identitätsanbieters an. Holen Sie dort eines und senden Sie es mit jedem Aufruf.',
  issuer: 'Aussteller',
  copy: 'Token-URL kopieren',
};

import type {
  policies as policiesEnglish,
  tokens as tokensEnglish,
} from '../en/policies';
import type { Translated } from '../Translated';

export const policies: Translated<typeof policiesEnglish> = {
  yaml: 'YAML',
  copyYaml: 'YAML kopieren',
  title: 'Geltende Richtlinien',
  loading: 'Richtlinien werden geladen …',
  failed: 'Die Richtlinien konnten nicht geladen werden.',
  hidden:
    'Sie dürfen die Richtlinien selbst nicht lesen. Was sie besagen, steht oben bei den Plänen.',
  noPlans: 'keine gilt, daher wird kein Plan angeboten.',
  noAuth: 'keine gilt, daher funktionieren keine Schlüssel.',
  noRates: 'keine gilt; nur die Pläne begrenzen Aufrufe.',
  fromRoute: 'an der Route {{route}}',
  fromGateway: 'vom Gateway {{gateway}} übernommen',
  enforced: 'durchgesetzt',
  notEnforced: 'nicht durchgesetzt: {{reason}}',
  notYet: 'noch nicht geprüft',
  counted: 'für jeden Aufrufer einzeln gezählt',
  oneCounter: 'ein Zähler für alle Aufrufe',
};

export const tokens: Translated<typeof tokensEnglish> = {
  title: 'Tokens',
  intro:
    'Diese API nimmt Tokens eines Identitätsanbieters an. Holen Sie dort eines und senden Sie es mit jedem Aufruf.',
  issuer: 'Aussteller',
  copy: 'Token-Adresse kopieren',
};

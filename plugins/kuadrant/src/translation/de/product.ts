import type {
  health as englishHealth,
  product as english,
} from '../en/product';
import type { Translated } from '../Translated';

export const product: Translated<typeof english> = {
  loading: 'Das API-Produkt wird geladen …',
  failed: 'Das API-Produkt konnte nicht geladen werden.',
  breadcrumb: 'API-Produkte',
  tags: 'Tags',
  actions: 'Aktionen',
  plans: 'Pläne',
  requestPlan: '{{plan}} anfragen',
  noPlans:
    'Zurzeit wird kein Plan angeboten, also kann nichts angefragt werden. Bestehende Schlüssel behalten ihre Limits.',
  calling: 'Aufruf',
  address: 'URL',
  path: 'Pfad',
  pathPrefix: 'Alle Pfade beginnen mit {{prefix}}.',
  plansRefused:
    'Die Pläne sind nicht in Kraft, daher kann keiner angefragt werden. Ihr Plattformteam kann die PlanPolicy korrigieren.',
  planNotByKey:
    'Dieser Plan hängt nicht am Schlüssel: Aufrufe können zu einem anderen Plan zählen.',
  noAddress: 'Die URL ist noch nicht bekannt.',
  copyAddress: 'URL kopieren',
  credential: 'Zugangsdaten',
  noKeys: 'Diese API nimmt zurzeit keine API-Schlüssel an.',
  health: 'Status',
  contact: 'Kontakt',
  documentation: 'Dokumentation',
  inCatalog: 'Im Katalog',
  about: 'Über dieses Produkt',
  team: 'Team',
  email: 'E-Mail',
  slack: 'Slack',
  page: 'Kontaktseite',
  docs: 'Dokumentation',
  swagger: 'Konsole',
  repository: 'Repository',
  openApi: 'OpenAPI-Dokument',
  approval: 'Genehmigung',
  approvalManual: 'Jede Anfrage wird von einer Person geprüft',
  approvalAutomatic: 'Sofort genehmigt',
  tokenEndpoint: 'Token-URL',
  keys: 'API-Schlüssel dieses Produkts',
  noKeysYet: 'Für diese API gibt es keinen Schlüssel, den Sie sehen dürfen.',
  noDefinition: 'Dieses Produkt nennt kein API-Dokument.',
  noDefinitionYet: 'Das API-Dokument wurde noch nicht gelesen.',
  openDocument: 'Dokument öffnen',
  triedAgain: 'Es wird alle paar Minuten erneut abgerufen.',
  definitionFailed: 'Die Definition konnte nicht geladen werden.',
  loadingDefinition: 'Die Definition wird geladen',
  notKept:
    'Das Dokument ist zu groß für den Status des Produkts und konnte nicht daneben gespeichert werden.',
  oldCopy: 'Sie sehen die Kopie vom {{moment}}.',
  tooLarge: 'Zu groß zum Anzeigen ({{size}} MB).',
  download: 'Herunterladen',
  noTokenEndpoint: 'Der Identitätsanbieter hat seine Token-URL nicht genannt.',
  editAddress: 'URL ändern',
  failedSince: 'Das begann {{moment}}.',
};

export const health: Translated<typeof englishHealth> = {
  HTTPRouteAccepted: 'Route angenommen',
  HTTPRouteNotAccepted:
    'Das Gateway nimmt die Route nicht an: Aufrufe kommen nicht an. Ihr Plattformteam kann das beheben.',
  HTTPRouteNotFound:
    'Die Route gibt es nicht mehr: Aufrufe kommen nicht an. Ihr Plattformteam kann das beheben.',
  plansFound: 'Pläne gefunden',
  plansNotFound:
    'Für die Route gilt kein Plan. Ihr Plattformteam kann eine PlanPolicy anlegen.',
  authFound: 'AuthPolicy durchgesetzt',
  authNotFound:
    'Für die Route gilt keine AuthPolicy, daher können Schlüssel nicht wirken. Ihr Plattformteam kann eine anlegen.',
  AuthPolicyNotReady:
    'Die AuthPolicy ist nicht in Kraft, daher werden Schlüssel vorerst abgewiesen: {{message}} Ihr Plattformteam kann das beheben.',
  plansNotReady:
    'Die Pläne sind nicht in Kraft: {{message}} Ihr Plattformteam kann das beheben.',
  plansRemoved:
    'Die Pläne wurden entfernt, daher gelten keine Schlüssel. Ihr Plattformteam kann die PlanPolicy wiederherstellen.',
  KeysIsolated: 'Schlüssel gelten nur für dieses Produkt',
  SelectorShared: 'Auch Schlüssel anderer Produkte gelten hier: {{message}}',
  isolatingRule:
    'Autorisierungsregel anzeigen, die Schlüssel auf dieses Produkt beschränkt',
  identityExported: 'Aufrufe lassen sich je Schlüssel zählen',
  identityHidden:
    'Aufrufe lassen sich nicht je Schlüssel zählen: Die AuthPolicy gibt die Identität des Schlüssels nicht weiter. Ihr Plattformteam kann das ergänzen.',
  identityFilter: 'Filter anzeigen, der den Schlüssel jedes Aufrufs nennt',
  OIDCDiscovered: 'Identitätsanbieter gefunden',
  OIDCDiscoveryFailed:
    'Der Identitätsanbieter antwortet nicht, daher ist seine Token-URL nicht bekannt.',
  SpecFetched: 'OpenAPI-Dokument gelesen',
  SpecFailed: 'Das API-Dokument konnte nicht gelesen werden: {{message}}',
  notYet: 'Noch nicht geprüft',
};

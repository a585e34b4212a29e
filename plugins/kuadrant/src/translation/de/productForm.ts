import type { productForm as english } from '../en/productForm';
import type { Translated } from '../Translated';

export const productForm: Translated<typeof english> = {
  problem: 'Etwas stimmt noch nicht',
  route: 'Route',
  routeNeeded: 'Wählen Sie eine Route.',
  noRoutes:
    'Für Sie ist keine HTTPRoute freigegeben. Das Plattformteam gibt eine mit der Annotation devportal.kuadrant.io/exposed-to frei.',
  offeredAs: 'Bereits angeboten als {{products}}.',
  offeredByOthers: 'Diese Route bietet bereits jemand anderes an.',
  shareRoute: 'Alle Produkte einer Route teilen sich ihre Policies.',
  livesIn: 'Das Produkt wird in {{namespace}} liegen.',
  plansFound: '✓ Pläne {{plans}}',
  noPlans:
    '✗ Keine Pläne gefunden: Bis es welche gibt, kann nichts angefragt werden',
  keyExpected: '✓ Schlüssel erwartet in „{{where}}“',
  noAuthPolicy: '✗ Keine AuthPolicy: Schlüssel können nicht wirken',
  noKeyRule:
    '✗ Die AuthPolicy nimmt keine API-Schlüssel an: Schlüssel können nicht wirken',
  readyAuthPolicy: 'Fertige AuthPolicy für dieses Produkt anzeigen',
  policiesHidden:
    'Die Richtlinien lassen sich für Sie nicht prüfen. Speichern können Sie trotzdem.',
  policiesFailed:
    'Die Richtlinien konnten nicht gelesen werden. Speichern können Sie trotzdem.',
  displayName: 'Anzeigename',
  displayNameNeeded: 'Geben Sie dem Produkt einen Anzeigenamen.',
  name: 'Name',
  nameHelp:
    'Kleinbuchstaben, Ziffern und Bindestriche; später nicht mehr änderbar.',
  nameNeeded: 'Geben Sie dem Produkt einen Namen.',
  version: 'Version',
  tags: 'Tags',
  tagsHelp: 'Die Eingabetaste fügt einen hinzu.',
  removeTag: 'Tag {{tag}} entfernen',
  description: 'Beschreibung',
  owner: 'Verantwortlich',
  ownerHelp: 'Wer verantwortlich ist, prüft Anfragen und ändert das Produkt.',
  me: 'ich',
  approval: 'Genehmigung',
  manual: 'Eine Person prüft jede Anfrage',
  automatic: 'Sofort genehmigen',
  automaticNote_one:
    'Ab jetzt prüft niemand mehr Anfragen. Auch die {{amount}} offene wird genehmigt.',
  automaticNote_other:
    'Ab jetzt prüft niemand mehr Anfragen. Auch die {{amount}} offenen werden genehmigt.',
  visibility: 'Sichtbarkeit',
  draft: 'Entwurf: nur für Verantwortliche sichtbar',
  published: 'Veröffentlicht: für alle im Katalog sichtbar',
  documentation: {
    openAPISpecURL: 'Adresse des OpenAPI-Dokuments',
    docsURL: 'Adresse der Dokumentation',
    swaggerUI: 'Adresse einer API-Konsole',
    gitRepository: 'Adresse des Repositorys',
    techdocsRef: 'TechDocs-Verweis',
  },
  contact: {
    team: 'Team',
    email: 'E-Mail',
    slack: 'Slack-Kanal',
    url: 'Adresse einer Kontaktseite',
  },
  keyLifetime: {
    title: 'Lebensdauer der Schlüssel',
    defaultDays: 'Vorgeschlagene Lebensdauer in Tagen',
    maxDays: 'Längste Lebensdauer in Tagen',
  },
  create: 'Produkt anlegen',
  created: '{{product}} ist angelegt.',
  save: 'Speichern',
  saved: 'Gespeichert',
  savedApproved_one: 'Gespeichert. {{amount}} offene Anfrage ist genehmigt.',
  savedApproved_other:
    'Gespeichert. {{amount}} offene Anfragen sind genehmigt.',
  editTitle: '{{product}} bearbeiten',
  changedElsewhere:
    'Jemand hat dieses Produkt geändert, während Sie es bearbeitet haben.',
  seeChanges: 'Den neuen Stand zeigen',
  keepMine: 'Meinen behalten',
  leaveTitle: 'Gehen, ohne zu speichern?',
  leaveBody: 'Was Sie hier geändert haben, ist nicht gespeichert.',
  preview: 'Im Katalog',
  previewUntitled: 'Ohne Titel',
  previewDraft: 'Erst nach der Veröffentlichung.',
};

import type {
  failure as englishFailure,
  key as english,
  reveal as englishReveal,
  rotate as englishRotate,
  timeline as englishTimeline,
} from '../en/key';
import type { Translated } from '../Translated';

export const key: Translated<typeof english> = {
  loading: 'Der Schlüssel wird geladen …',
  failed: 'Der Schlüssel konnte nicht geladen werden.',
  breadcrumb: 'Meine API-Schlüssel',
  actions: 'Aktionen',
  delete: 'Schlüssel löschen',
  deleteTitle: 'Diesen Schlüssel löschen?',
  deleteBody:
    'Aufrufe damit enden sofort. Er lässt sich nicht wiederherstellen.',
  deleteOthersTitle: 'Schlüssel von {{name}} löschen?',
  deleteOthersBody:
    'Die Aufrufe damit enden sofort. Die Person wird benachrichtigt.',
  withdraw: 'Anfrage zurückziehen',
  withdrawTitle: 'Diese Anfrage zurückziehen?',
  withdrawBody: 'Sie wird zur Prüfung nicht mehr vorgelegt.',
  deleted: 'Der Schlüssel ist gelöscht.',
  until: 'bis {{moment}}',
  noEnd: 'unbefristet',
  expiringNow: 'läuft gerade ab',
  yourKey: 'Ihr Schlüssel',
  limits: 'Limits',
  history: 'Verlauf',
  details: 'Details',
  object: 'Objekt',
  condition: 'Condition',
  requesterUnverified:
    'Dieser Schlüssel wurde nicht im Portal angefragt. Wer ihn mit kubectl geschrieben hat, kennt womöglich seinen Wert.',
  requester: 'Angefragt von',
  useCase: 'Verwendungszweck',
  edit: 'Ändern',
  editTitle: 'Diesen Schlüssel ändern',
  editSend: 'Speichern',
  editReview:
    'Ein neuer Plan oder ein neues Ende muss genehmigt werden; bis dahin gilt weiter, was genehmigt wurde.',
  edited: 'Gespeichert',
  limitsUnknown: 'Die Limits sind bekannt, sobald der Plan gefunden ist.',
  changePlan:
    '{{to}} ist angefragt. Bis zur Entscheidung gilt weiter {{from}}.',
  changeExpiry:
    'Ein neues Ende ist angefragt. Bis zur Entscheidung gilt weiter das alte.',
  changeRefused:
    '{{name}} hat die Änderung abgelehnt. Es gilt weiter, was genehmigt wurde.',
  changeRefusedBecause:
    '{{name}} hat die Änderung abgelehnt: „{{message}}“. Es gilt weiter, was genehmigt wurde.',
  rejectedBecause: '{{name}} hat diese Anfrage abgelehnt: „{{message}}“',
  rejected: '{{name}} hat diese Anfrage abgelehnt.',
  approvedBecause: '{{name}} hat genehmigt: „{{message}}“',
  askAgain: 'Erneut anfragen',
  changedMeanwhile:
    'Jemand hat diesen Schlüssel geändert, während Sie schrieben.',
};

export const failure: Translated<typeof englishFailure> = {
  SecretNotFound:
    'Der gespeicherte Wert fehlt. Rotieren Sie den Schlüssel, um einen neuen zu erhalten.',
  SecretAPIKeyNotFound:
    'Der gespeicherte Wert fehlt. Rotieren Sie den Schlüssel, um einen neuen zu erhalten.',
  SecretAPIKeyEmpty:
    'Der gespeicherte Wert fehlt. Rotieren Sie den Schlüssel, um einen neuen zu erhalten.',
  APIProductNotFound: 'Das API-Produkt gibt es nicht mehr.',
  APIProductDeleting: 'Das API-Produkt gibt es nicht mehr.',
  AuthSchemeNotFound: 'Diese API nimmt zurzeit keine API-Schlüssel an.',
  APIKeyAuthSchemeNotFound: 'Diese API nimmt zurzeit keine API-Schlüssel an.',
  PlanTierNotFound:
    'Den Plan {{plan}} gibt es nicht mehr. Wählen Sie einen anderen.',
  EnforcementFailed:
    'Das Gateway kann nicht aktualisiert werden. Wenden Sie sich an Ihr Plattformteam.',
  KuadrantNotFound:
    'Die Zugangskontrolle ist nicht installiert. Sagen Sie es Ihrem Plattformteam.',
  other: 'Dieser Schlüssel ist zurzeit nicht benutzbar.',
};

export const reveal: Translated<typeof englishReveal> = {
  notYet: 'Noch nicht angezeigt. Dieses Portal zeigt ihn einmal.',
  prepare:
    'Halten Sie einen Ablageort bereit: einen Passwort-Manager oder eine Umgebungsvariable.',
  show: 'Schlüssel anzeigen',
  label: 'API-Schlüssel',
  shown: 'Schlüssel wird angezeigt',
  stored: 'Ich habe ihn abgelegt',
  done: 'Fertig',
  doneHelp: 'Bestätigen Sie zuerst, dass Sie den Schlüssel abgelegt haben.',
  before:
    'Am {{date}} angezeigt. Verloren? Rotieren Sie ihn, um einen neuen Wert zu erhalten.',
  pending: 'Er kann angezeigt werden, sobald die Anfrage genehmigt ist.',
  gone: 'Dieser Schlüssel wurde schon angezeigt. Wenn Sie das nicht waren, rotieren Sie ihn jetzt.',
  unknown:
    'Es ist ungewiss, ob der Schlüssel ausgegeben wurde. Rotieren Sie ihn vorsichtshalber.',
  others: 'Nur {{name}} kann diesen Schlüssel anzeigen.',
  notNow: 'Es gibt nichts anzuzeigen.',
  leaveTitle: 'Gehen, ohne den Schlüssel abzulegen?',
  leaveBody: 'Er kann nicht noch einmal angezeigt werden.',
  leaveConfirm: 'Gehen',
  cleared: 'Der Schlüssel ist jetzt verborgen.',
};

export const rotate: Translated<typeof englishRotate> = {
  open: 'Schlüssel rotieren',
  title: 'Diesen Schlüssel rotieren?',
  body: 'Sie erhalten jetzt einen neuen Wert, der einmal angezeigt wird.',
  overlap: 'Der vorherige Wert gilt noch',
  hours_one: '{{count}} Stunde',
  hours_other: '{{count}} Stunden',
  days_one: '{{count}} Tag',
  days_other: '{{count}} Tage',
  now: 'nicht mehr: sofort beenden',
  confirm: 'Schlüssel rotieren',
  done: 'Der Schlüssel hat einen neuen Wert. Er wird einmal angezeigt.',
  oldUntil: 'Der vorherige Wert gilt bis {{moment}}.',
  stopTitle: 'Den vorherigen Wert jetzt beenden?',
  stopBody: 'Aufrufe, die ihn noch benutzen, werden sofort abgewiesen.',
  stop: 'Jetzt beenden',
  stopped: 'Der vorherige Wert ist beendet.',
};

export const timeline: Translated<typeof englishTimeline> = {
  asked: 'Angefragt von {{name}}',
  approved: 'Genehmigt von {{name}}',
  approvedAutomatically: 'Automatisch genehmigt',
  rejected: 'Abgelehnt von {{name}}',
  shown: 'Angezeigt',
  rotated: 'Rotiert',
  oldStops: 'Der vorherige Wert endet',
  expires: 'Läuft ab',
  expired: 'Abgelaufen',
};

export const errorCode = {
  invalidRequest: 'Prüfen Sie die markierten Felder.',
  invalidJson: 'Die Anfrage konnte nicht gelesen werden.',
  invalidCursor:
    'Diese Seite der Liste gibt es nicht mehr. Beginnen Sie auf der ersten Seite.',
  revisionMissing: 'Laden Sie die Anfrage neu und entscheiden Sie dann.',
  keyInSearch:
    'Ihre Suche enthält einen Schlüsselwert. Suchen Sie nie nach Schlüsselwerten: Rotieren Sie diesen Schlüssel.',
  textNotAllowed: 'Ein Text enthält unzulässige Zeichen.',
  unauthenticated: 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
  notAllowed: 'Dafür fehlt Ihnen die Berechtigung.',
  routeNotExposed:
    'Diese Route ist für Sie nicht freigegeben. Bitten Sie das Plattformteam, sie freizugeben.',
  namespaceNotAllowed: 'Dieser Namespace enthält nie API-Produkte.',
  ownerNotYours:
    'Verantwortlich müssen Sie selbst oder eine Ihrer Gruppen sein.',
  selfReviewForbidden: 'Eigene Anfragen können Sie nicht prüfen.',
  notFound: 'Es existiert nicht, oder Sie dürfen es nicht sehen.',
  unknownPath: 'Das Portal kennt diese URL nicht.',
  methodNotAllowed: 'Das Portal unterstützt das nicht.',
  conflict: 'Das ist im aktuellen Zustand nicht möglich.',
  alreadyExists: 'Ein Objekt mit diesem Namen existiert bereits.',
  changedMeanwhile: 'Es wurde inzwischen geändert. Versuchen Sie es erneut.',
  productHasKeys:
    'Dieses Produkt hat Schlüssel. Löschen Sie sie zuerst oder zusammen mit dem Produkt.',
  productNotPublished: 'Dieses API-Produkt ist nicht veröffentlicht.',
  routeShared:
    'Auf dieser Route liegt ein Produkt anderer Verantwortlicher. Die Route muss für beide freigegeben sein.',
  requestChanged: 'Die Anfrage hat sich geändert, seit Sie sie geöffnet haben.',
  alreadyDecided: 'Es wurde bereits entschieden.',
  keyGone: 'Den Schlüssel zu dieser Anfrage gibt es nicht mehr.',
  notApproved: 'Der Schlüssel ist nicht genehmigt.',
  neverShown: 'Zeigen Sie zuerst den jetzigen Wert an und rotieren Sie dann.',
  valueMissing:
    'Der gespeicherte Wert des Schlüssels fehlt. Rotieren Sie den Schlüssel.',
  noOverlap: 'Der vorherige Wert gilt nicht mehr.',
  notPortalSecret:
    'Diesen Wert hat nicht das Portal erzeugt, daher kann es ihn nicht anzeigen. Rotieren Sie den Schlüssel für einen neuen.',
  overlapRunning:
    'Der vorherige Wert gilt noch. Beenden Sie ihn, bevor Sie erneut rotieren.',
  alreadyRevealed:
    'Dieser Schlüssel wurde bereits angezeigt. Rotieren Sie ihn für einen neuen Wert.',
  objectChanged: 'Es wurde geändert, nachdem Sie es geladen haben.',
  bodyTooLarge: 'Das ist zu groß zum Speichern.',
  unsupportedMediaType: 'Die Anfrage konnte nicht gelesen werden.',
  unprocessable: 'Das kann nicht ausgeführt werden. Prüfen Sie die Felder.',
  namespaceNotFound: 'Der Namespace existiert nicht.',
  planUnknown: 'Diesen Plan hat das API-Produkt nicht.',
  expiryMissing: 'Schlüssel dieser API brauchen ein Ablaufdatum.',
  expiryPast: 'Der Ablauf liegt in der Vergangenheit.',
  expiryTooLate: 'Der Ablauf liegt später, als diese API erlaubt.',
  noKeyAccepted: 'Diese API nimmt derzeit keine API-Schlüssel an.',
  requesterUnknown:
    'Der Katalog kennt Sie oder Ihre E-Mail-Adresse nicht. Fragen Sie die Administration.',
  tooManyKeys:
    'Sie haben zu viele Schlüssel oder Anfragen. Löschen Sie zuerst einige.',
  tooManyRequests: 'Zu viele Anfragen. Warten Sie eine Minute.',
  clusterBusy:
    'Der Cluster ist ausgelastet. Versuchen Sie es in einer Minute erneut.',
  internalError: 'Auf dem Server ist ein Fehler aufgetreten.',
  clusterUnreachable: 'Der Cluster ist derzeit nicht erreichbar.',
  clusterNotRead:
    'Das Portal startet. Versuchen Sie es in einer Minute erneut.',
  clusterRefused:
    'Dem Konto des Portals fehlt ein Recht im Cluster. Fragen Sie das Plattformteam.',
  clusterFailed:
    'Im Cluster ist ein Fehler aufgetreten. Versuchen Sie es in einer Minute erneut.',
} as const;

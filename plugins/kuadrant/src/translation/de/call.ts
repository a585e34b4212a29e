import type { call as english } from '../en/call';
import type { Translated } from '../Translated';

export const call: Translated<typeof english> = {
  title: 'So rufen Sie diese API auf',
  code: 'Beispiel',
  copy: 'Beispiel kopieren',
  putIn: 'Den Schlüssel einsetzen (nur solange er angezeigt wird)',
  statuses:
    '401 oder 403: Schlüssel prüfen. 429: Limit überschritten, später erneut versuchen.',
  variable:
    'Setzen Sie zuerst die Umgebungsvariable {{variable}} auf Ihren Schlüssel.',
  queryWarning:
    'Diese API nimmt den Schlüssel in der URL entgegen. URLs stehen in Protokollen und Verläufen: Geben Sie sie nicht weiter.',
  placeholder: 'Ersetzen Sie {{placeholder}} durch eigene Werte.',
  missing: {
    address: 'Die URL ist noch nicht bekannt.',
    placement:
      'Diese API erwartet den Schlüssel an einer Stelle, die kein Beispiel sicher zeigen kann. Fragen Sie die Verantwortlichen der API, wie sie aufgerufen wird.',
    form: 'Diese Operation nimmt ein Formular aus mehreren Teilen an, zum Beispiel mit Dateien. Die Felder stehen in der Definition der API.',
  },
  noExample: {
    asyncapi:
      'Diese API sendet und empfängt Nachrichten. Kanäle und Server stehen in der Definition der API.',
    grpc: 'Dies ist eine gRPC-API. Rufen Sie sie mit einem gRPC-Client auf, der aus der Definition erzeugt wurde, und senden Sie den Schlüssel als Metadaten.',
  },
  graphqlPath:
    'Ein GraphQL-Schema enthält den Pfad seines Endpunkts nicht. Wird dieser nicht gefunden, fragen Sie die Verantwortlichen der API.',
  chooseOperation: 'Operation',
  noOperation: 'Keine passende Operation.',
  someOperations: '{{shown}} von {{all}} Operationen',
  deprecated: 'veraltet',
  chooseAddress: 'URL für Aufrufe',
  anonymous:
    'Es wird kein Schlüssel gebraucht: Aufrufe ohne Schlüssel werden auch angenommen.',
  someCalls: 'Der Schlüssel wird nur bei manchen Aufrufen angenommen.',
  withoutDns: 'Ohne DNS: {{url}} mit dem Header „Host: {{host}}“ aufrufen.',
  language: {
    curl: 'cURL',
    javascript: 'JavaScript',
    python: 'Python',
    go: 'Go',
    java: 'Java',
  },
  header: 'Schlüssel im Header „{{name}}: {{value}}“',
  query: 'Schlüssel im Query-Parameter „{{name}}“',
  cookie: 'Schlüssel im Cookie „{{name}}“',
};

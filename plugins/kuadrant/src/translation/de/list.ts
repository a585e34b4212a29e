import type { list as english } from '../en/list';
import type { Translated } from '../Translated';

export const list: Translated<typeof english> = {
  all: 'Alle',
  removeFilter: 'Filter {{filter}} entfernen',
  clearAll: 'Alle entfernen',
  pages: 'Seiten',
  showing: '{{from}}–{{to}} von {{total}}',
  perPage: '{{amount}} je Seite',
  perPageLabel: 'Zeilen je Seite',
  previous: '‹ Zurück',
  next: 'Weiter ›',
  pageReset:
    'Die Liste hat sich inzwischen geändert. Sie sehen ihre erste Seite.',
  stale:
    'Der Cluster ist nicht erreichbar. Das war der Stand um {{time}}. Neuer Versuch läuft …',
  keyInSearch:
    'Das sieht nach einem Schlüsselwert aus und wird nicht gesucht. Falls ihn andere gesehen haben könnten, rotieren Sie den Schlüssel.',
  optionCount: '{{option}} ({{amount}})',
};

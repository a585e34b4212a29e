import type { copy as englishCopy, form as english } from '../en/form';
import type { Translated } from '../Translated';

export const form: Translated<typeof english> = {
  cancel: 'Abbrechen',
  discard: 'Verwerfen',
  keepWriting: 'Weiterschreiben',
  discardQuestion: 'Das Geschriebene verwerfen?',
  typeToConfirm: 'Geben Sie zur Bestätigung {{text}} ein',
};

export const copy: Translated<typeof englishCopy> = {
  copy: 'Kopieren',
  done: 'Kopiert',
  refused: 'Markieren Sie den Text und kopieren Sie ihn selbst',
};

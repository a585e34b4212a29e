import type { copy as englishCopy, form as english } from '../en/form';
import type { Translated } from '../Translated';

export const form: Translated<typeof english> = {
  cancel: 'Cancelar',
  discard: 'Descartar',
  keepWriting: 'Seguir escribiendo',
  discardQuestion: '¿Descartar lo escrito?',
  typeToConfirm: 'Escriba {{text}} para confirmar',
};

export const copy: Translated<typeof englishCopy> = {
  copy: 'Copiar',
  done: 'Copiado',
  refused: 'Seleccione el texto y cópielo usted',
};

import type { copy as englishCopy, form as english } from '../en/form';
import type { Translated } from '../Translated';

export const form: Translated<typeof english, 'other'> = {
  cancel: 'キャンセル',
  discard: '破棄',
  keepWriting: '入力を続ける',
  discardQuestion: '入力した内容を破棄しますか?',
  typeToConfirm: '確認のため {{text}} と入力してください',
};

export const copy: Translated<typeof englishCopy, 'other'> = {
  copy: 'コピー',
  done: 'コピーしました',
  refused: 'テキストを選択して、手動でコピーしてください',
};

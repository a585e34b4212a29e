import type { list as english } from '../en/list';
import type { Translated } from '../Translated';

export const list: Translated<typeof english, 'other'> = {
  all: 'すべて',
  removeFilter: 'フィルター {{filter}} を外す',
  clearAll: 'すべて解除',
  pages: 'ページ',
  showing: '{{total}} 件中 {{from}}–{{to}} 件',
  perPage: '1 ページ {{amount}} 件',
  perPageLabel: '1 ページの行数',
  previous: '‹ 前へ',
  next: '次へ ›',
  pageReset: '一覧が変わったため、最初のページを表示しています。',
  stale:
    'クラスターに接続できません。{{time}} 時点の情報です。再試行しています…',
  keyInSearch:
    'キーの値のようです。検索には使用しません。ほかの人に見られた可能性がある場合は、キーをローテーションしてください。',
  optionCount: '{{option}}({{amount}})',
};

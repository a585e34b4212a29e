import type {
  productAction as englishAction,
  products as english,
} from '../en/products';
import type { Translated } from '../Translated';

export const products: Translated<typeof english, 'other'> = {
  caption: 'API プロダクト',
  search: 'プロダクトを検索…',
  loading: 'API プロダクトを読み込んでいます…',
  failed: 'API プロダクトを読み込めませんでした。',
  noMatch: '該当するプロダクトはありません。',
  count_other: 'プロダクト {{amount}} 件',
  emptyMayCreate:
    'API プロダクトはまだありません。プロダクトは、あなたのルートをプランと承認つきでほかのチームに提供します。',
  empty: '公開されているものはまだありません。',
  create: 'API プロダクトを作成',
  column: {
    name: '名前',
    status: '状態',
    approval: '承認',
    plans: 'プラン',
    owner: 'オーナー',
    created: '作成',
    keys: '使用中のキー',
    actions: '操作',
  },
  noPlans: 'プランが見つかりません',
  morePlans_other: '+{{count}}',
  noOwner: 'なし',
  waiting_other: '申請 {{amount}} 件',
  tag: 'タグ {{tag}} のプロダクトを表示',
  moreTags_other: 'ほか {{count}} 個のタグ: {{tags}}',
  actionsFor: '{{product}} の操作',
};

export const productAction: Translated<typeof englishAction, 'other'> = {
  edit: '編集',
  publish: '公開',
  unpublish: '非公開にする',
  delete: '削除',
  published: '{{product}} を公開しました。',
  unpublished: '{{product}} をカタログから外しました。',
  publishFailed: '{{product}} を変更できませんでした: {{reason}}',
  unpublishTitle: '{{product}} を非公開にしますか?',
  unpublishBody: 'カタログに表示されなくなります。',
  unpublishKeys_other: '有効なキー {{amount}} 個は引き続き使えます。',
  unpublishConfirm: '非公開にする',
  deleteTitle: '{{product}} を削除しますか?',
  deleteBody: 'カタログから消えます。元に戻せません。',
  deleteConfirm: 'プロダクトを削除',
  deleteWithKeysTitle_other:
    '{{product}} とそのキー {{amount}} 個を削除しますか?',
  deleteWithKeysBody: 'これらのキーでの呼び出しはすぐに止まります。',
  deleteWithKeysConfirm_other: 'プロダクトとキー {{amount}} 個を削除',
  deleted: '{{product}} を削除しました。',
};

import type { keys as english } from '../en/keys';
import type { Translated } from '../Translated';

export const keys: Translated<typeof english, 'other'> = {
  caption: '自分の API キー',
  allCaption: 'すべての API キー',
  search: '自分のキーを検索…',
  searchAll: 'ユーザー、API、名前で検索…',
  loading: 'API キーを読み込んでいます…',
  failed: 'API キーを読み込めませんでした。',
  noMatch: '該当するキーはありません。',
  count_other: 'キー {{amount}} 個',
  empty:
    'API キーを持っていません。API プロダクトを見て、利用を申請してください。',
  browse: 'API プロダクトを見る',
  allEmpty: 'API キーを持つ人はまだいません。',
  ready: '準備完了: 1 回だけ表示できます',
  rejectedBy: '{{name}} さんが却下',
  expiryWaits: '新しい有効期限は承認待ちです: {{to}}',
  changeWaits: '{{from}} → {{to}} は承認待ち',
  broken_other: '{{amount}} 個のキーが使えません。',
  expiring_other: '{{amount}} 個のキーの有効期限が 7 日以内に切れます。',
  showThem: '表示する',
  actionsFor: '{{key}} の操作',
  column: {
    useCase: '用途',
    product: 'API',
    plan: 'プラン',
    status: '状態',
    expires: '有効期限',
    requester: '申請者',
    actions: '操作',
  },
};

import type {
  expiry as englishExpiry,
  request as english,
} from '../en/request';
import type { Translated } from '../Translated';

export const request: Translated<typeof english, 'other'> = {
  open: '利用を申請',
  title: '{{product}} の利用を申請',
  plan: 'プラン',
  planNeeded: 'プランを選んでください。',
  noPlans:
    '現在提供されているプランがないため、申請できません。既存のキーの上限はそのままです。',
  searchPlans: 'プランを検索',
  useCase: '用途',
  useCaseHelp:
    'キーを何に使うかを書いてください。オーナーが読みます。秘密の情報は書かないでください。',
  useCaseNeeded: 'オーナーが判断できるように、キーの用途を書いてください。',
  useCaseCount: '{{used}} / {{most}}',
  useCaseLeft_other: '残り {{count}} 文字',
  manual: '{{owner}} さんが判断し、結果は通知されます。',
  manualGroup: '{{owner}} の担当者が判断し、結果は通知されます。',
  manualNoOwner: '担当者が判断し、結果は通知されます。',
  automatic: 'すぐに承認されます。',
  askedAs: '申請者: {{name}}、{{email}}',
  send: '申請を送信',
  sent: '申請を送信しました',
  sentOpen: '開く',
  already: 'このプランの有効なキーをすでに持っています:',
  product: 'API',
  productSearch: 'API を検索…',
  productNeeded: 'API を選んでください。',
};

export const expiry: Translated<typeof englishExpiry, 'other'> = {
  label: '有効期限',
  inDays_other: '{{count}} 日後',
  date: '日付を指定',
  never: 'なし',
  pick: '最終日',
  dateNeeded: '今日より後の日付を選んでください。',
  until: '{{moment}} ({{zone}})',
  neverText: 'キーは削除または取り消されるまで使えます。',
  longest_other: 'この API のキーの有効期間は最長 {{count}} 日です。',
};

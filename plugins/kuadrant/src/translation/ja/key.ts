import type {
  failure as englishFailure,
  key as english,
  reveal as englishReveal,
  rotate as englishRotate,
  timeline as englishTimeline,
} from '../en/key';
import type { Translated } from '../Translated';

export const key: Translated<typeof english, 'other'> = {
  loading: 'キーを読み込んでいます…',
  failed: 'キーを読み込めませんでした。',
  breadcrumb: '自分の API キー',
  actions: '操作',
  delete: 'キーを削除',
  deleteTitle: 'このキーを削除しますか?',
  deleteBody: 'このキーでの呼び出しはすぐに止まります。元に戻せません。',
  deleteOthersTitle: '{{name}} さんのキーを削除しますか?',
  deleteOthersBody: '呼び出しはすぐに止まります。本人に通知されます。',
  withdraw: '申請を取り下げる',
  withdrawTitle: 'この申請を取り下げますか?',
  withdrawBody: '審査する人には表示されなくなります。',
  deleted: 'キーを削除しました。',
  until: '{{moment}} まで',
  noEnd: '無期限',
  expiringNow: 'まもなく期限切れ',
  yourKey: 'あなたのキー',
  limits: '上限',
  history: '履歴',
  details: '詳細',
  object: 'オブジェクト',
  condition: 'コンディション',
  requesterUnverified:
    'このキーはポータルで申請されていません。kubectl で作成した人が値を知っている可能性があります。',
  requester: '申請者',
  useCase: '用途',
  edit: '変更',
  editTitle: 'このキーを変更',
  editSend: '保存',
  editReview:
    'プランや期限の変更にはオーナーの承認が必要です。それまでは承認済みの内容が有効です。',
  edited: '保存しました',
  limitsUnknown: '上限はプランが見つかると表示されます。',
  changePlan:
    '{{to}} を申請中です。オーナーが判断するまで {{from}} のままです。',
  changeExpiry:
    '新しい期限を申請中です。オーナーが判断するまで元の期限のままです。',
  changeRefused:
    '{{name}} さんが変更を却下しました。承認済みの内容が有効です。',
  changeRefusedBecause:
    '{{name}} さんが変更を却下しました:「{{message}}」。承認済みの内容が有効です。',
  rejectedBecause: '{{name}} さんがこの申請を却下しました:「{{message}}」',
  rejected: '{{name}} さんがこの申請を却下しました。',
  approvedBecause: '{{name}} さんが承認しました:「{{message}}」',
  askAgain: 'もう一度申請',
  changedMeanwhile: '編集中に、ほかの人がこのキーを変更しました。',
};

export const failure: Translated<typeof englishFailure, 'other'> = {
  SecretNotFound:
    '保存された値がありません。ローテーションして新しい値を作ってください。',
  SecretAPIKeyNotFound:
    '保存された値がありません。ローテーションして新しい値を作ってください。',
  SecretAPIKeyEmpty:
    '保存された値がありません。ローテーションして新しい値を作ってください。',
  APIProductNotFound: 'API プロダクトはなくなりました。',
  APIProductDeleting: 'API プロダクトはなくなりました。',
  AuthSchemeNotFound: 'この API は現在 API キーを受け付けていません。',
  APIKeyAuthSchemeNotFound: 'この API は現在 API キーを受け付けていません。',
  PlanTierNotFound:
    'プラン {{plan}} はなくなりました。別のプランを選んでください。',
  EnforcementFailed:
    'ゲートウェイを更新できません。プラットフォームチームに問い合わせてください。',
  KuadrantNotFound:
    'アクセス制御がインストールされていません。プラットフォームチームに知らせてください。',
  other: 'このキーは現在使えません。',
};

export const reveal: Translated<typeof englishReveal, 'other'> = {
  notYet: 'まだ表示していません。このポータルでの表示は 1 回だけです。',
  prepare: '保存先 (シークレットマネージャーや環境変数) を用意してください。',
  show: 'キーを表示',
  label: 'API キー',
  shown: 'キーを表示しました',
  stored: '保存しました',
  done: '完了',
  doneHelp: '先に、キーを保存したことを確認してください。',
  before:
    '{{date}}に表示しました。紛失した場合は、ローテーションして新しい値を取得してください。',
  pending: '申請が承認されると表示できます。',
  gone: 'このキーは表示済みです。心当たりがなければ、今すぐローテーションしてください。',
  unknown:
    'キーが渡されたかどうか確認できません。念のためローテーションしてください。',
  others: 'このキーを表示できるのは {{name}} さんだけです。',
  notNow: '表示するものはありません。',
  leaveTitle: 'キーを保存せずに移動しますか?',
  leaveBody: 'もう一度表示することはできません。',
  leaveConfirm: '移動する',
  cleared: 'キーを隠しました。',
};

export const rotate: Translated<typeof englishRotate, 'other'> = {
  open: 'キーをローテーション',
  title: 'このキーをローテーションしますか?',
  body: '新しい値が作られ、1 回だけ表示できます。',
  overlap: '以前の値を使える期間',
  hours_other: '{{count}} 時間',
  days_other: '{{count}} 日間',
  now: 'なし: 今すぐ停止',
  confirm: 'キーをローテーション',
  done: 'キーの値が新しくなりました。1 回だけ表示できます。',
  oldUntil: '以前の値は {{moment}} まで使えます。',
  stopTitle: '以前の値を今すぐ停止しますか?',
  stopBody: '以前の値での呼び出しはすぐに拒否されます。',
  stop: '今すぐ停止',
  stopped: '以前の値を停止しました。',
};

export const timeline: Translated<typeof englishTimeline, 'other'> = {
  asked: '{{name}} さんが申請',
  approved: '{{name}} さんが承認',
  approvedAutomatically: '自動で承認',
  rejected: '{{name}} さんが却下',
  shown: '表示',
  rotated: 'ローテーション',
  oldStops: '以前の値の停止',
  expires: '有効期限',
  expired: '期限切れ',
};

import type { activity as activityEnglish } from '../en/activity';
import type { Translated } from '../Translated';

export const activity: Translated<typeof activityEnglish, 'other'> = {
  title: 'アクティビティ',
  loading: '履歴を読み込んでいます…',
  failed: '履歴を読み込めませんでした。',
  ofRequests:
    'このプロダクトと最近の申請の履歴です。削除されたキーは含まれません。',
  ofOwn: 'このプロダクトと自分の申請の履歴です。',
  older: '以前の申請',
  created: 'プロダクトが作成されました',
  specRead: 'OpenAPI ドキュメントを読み込みました',
  asked: '{{name}} が {{plan}} を申請しました',
  approved: '{{name}} が {{requester}} の {{plan}} を承認しました',
  approvedAutomatically: '{{requester}} の {{plan}} が自動的に承認されました',
  rejected: '{{name}} が {{requester}} の {{plan}} を却下しました',
};

import type { error as english } from '../en/error';
import type { Translated } from '../Translated';

export const error: Translated<typeof english, 'other'> = {
  retry: '再試行',
  details: '詳細',
  offline: 'ポータルから応答がありません。接続を確認してください。',
  signIn: 'セッションが終了しました。もう一度サインインしてください。',
  forbidden: '権限がありません。管理者に依頼してください。',
  notFound: '存在しないか、表示する権限がありません。',
  cluster: '現在クラスターに接続できません。',
  server: 'サーバーで問題が発生しました。',
};

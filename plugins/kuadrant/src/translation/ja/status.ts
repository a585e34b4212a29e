import type { status as english } from '../en/status';
import type { Translated } from '../Translated';

export const status: Translated<typeof english, 'other'> = {
  Approved: '有効',
  Pending: '承認待ち',
  Denied: '却下',
  Expired: '期限切れ',
  Failed: '使用不可',
  Published: '公開',
  Draft: '下書き',
  manual: '人が承認',
  automatic: '自動',
};

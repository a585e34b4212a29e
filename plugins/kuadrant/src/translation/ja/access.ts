import type { access as english } from '../en/access';
import type { Translated } from '../Translated';

export const access: Translated<typeof english, 'other'> = {
  noRequest: '現在、キーは申請できません。',
  keyFails: '現在、このキーでの呼び出しは失敗します。',
  reason: {
    HTTPRouteNotFound: 'この API のルートが存在しません。',
    HTTPRouteNotAccepted:
      'この API のルートを受け入れるゲートウェイがありません。',
    NoAuthPolicy: 'この API に適用される AuthPolicy がありません。',
    AuthPolicyNotReady: 'この API の AuthPolicy は有効ではありません。',
    NoKeyRule: 'この API の AuthPolicy は API キーを受け付けません。',
    SelectorNotMet:
      'この API の AuthPolicy は、この API のキーを受け付けません。',
  },
  fixer: {
    platformEngineer: 'プラットフォームチームが直せます。',
    productOwner: 'API の所有者が直せます。',
  },
};

import type {
  policies as policiesEnglish,
  tokens as tokensEnglish,
} from '../en/policies';
import type { Translated } from '../Translated';

export const policies: Translated<typeof policiesEnglish, 'other'> = {
  yaml: 'YAML',
  copyYaml: 'YAML をコピー',
  title: '適用中のポリシー',
  hidden:
    'ポリシーそのものを読む権限がありません。内容は上のプランのとおりです。',
  noPlans: '適用されるものがないため、プランは提供されません。',
  noAuth: '適用されるものがないため、キーは使えません。',
  noRates: '適用されるものはありません。呼び出しを制限するのはプランだけです。',
  fromRoute: 'ルート {{route}} に設定',
  fromGateway: 'ゲートウェイ {{gateway}} から継承',
  enforced: '有効',
  notEnforced: '無効: {{reason}}',
  overridden: 'ほかのポリシーに置き換え',
  onlySome: '一部のルールまたはリスナーのみ',
  identityNotExported:
    'カウンターが読む ID を AuthPolicy が渡していないため、すべての呼び出し元で共有されます。',
  notYet: '未確認',
};

export const tokens: Translated<typeof tokensEnglish, 'other'> = {
  title: 'トークン',
  intro:
    'この API は ID プロバイダーのトークンを受け付けます。そこで取得し、呼び出しごとに送ってください。',
  issuer: '発行者',
  copy: 'トークンの URL をコピー',
};

import type {
  policies as policiesEnglish,
  tokens as tokensEnglish,
} from '../en/policies';
import type { Translated } from '../Translated';

export const policies: Translated<typeof policiesEnglish, 'other'> = {
  yaml: 'YAML',
  copyYaml: 'YAML をコピー',
  title: '適用中のポリシー',
  loading: 'ポリシーを読み込んでいます…',
  failed: 'ポリシーを読み込めませんでした。',
  hidden:
    'ポリシーそのものを読む権限がありません。内容は上のプランのとおりです。',
  noPlans: '適用されるものがないため、プランは提供されません。',
  noAuth: '適用されるものがないため、キーは使えません。',
  noRates: '適用されるものはありません。呼び出しを制限するのはプランだけです。',
  fromRoute: 'ルート {{route}} に設定',
  fromGateway: 'ゲートウェイ {{gateway}} から継承',
  enforced: '有効',
  notEnforced: '無効: {{reason}}',
  notYet: '未確認',
  counted: '呼び出し元ごとに計数',
  oneCounter: 'すべての呼び出しで 1 つのカウンター',
};

export const tokens: Translated<typeof tokensEnglish, 'other'> = {
  title: 'トークン',
  intro:
    'この API は ID プロバイダーのトークンを受け付けます。そこで取得し、呼び出しごとに送ってください。',
  issuer: '発行者',
  copy: 'トークンのアドレスをコピー',
};

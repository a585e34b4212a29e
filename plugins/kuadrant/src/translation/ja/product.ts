import type {
  health as englishHealth,
  product as english,
} from '../en/product';
import type { Translated } from '../Translated';

export const product: Translated<typeof english, 'other'> = {
  loading: 'API プロダクトを読み込んでいます…',
  failed: 'API プロダクトを読み込めませんでした。',
  breadcrumb: 'API プロダクト',
  tags: 'タグ',
  actions: '操作',
  plans: 'プラン',
  requestPlan: '{{plan}} を申請',
  noPlans:
    '現在提供されているプランがないため、申請できません。既存のキーの上限はそのままです。',
  calling: '呼び出し',
  address: 'URL',
  path: 'パス',
  pathPrefix: 'すべてのパスは {{prefix}} で始まります。',
  plansRefused:
    'プランが有効ではないため、申請できません。プラットフォームチームが PlanPolicy を直せます。',
  planNotByKey:
    'このプランはキーで決まりません。呼び出しが別のプランとして数えられることがあります。',
  noAddress: 'URL はまだ分かっていません。',
  copyAddress: 'URL をコピー',
  credential: '認証情報',
  noKeys: 'この API は現在 API キーを受け付けていません。',
  health: '稼働状態',
  contact: '連絡先',
  documentation: 'ドキュメント',
  inCatalog: 'カタログで見る',
  about: '概要',
  team: 'チーム',
  email: 'メール',
  slack: 'Slack',
  page: '連絡先のページ',
  docs: 'ドキュメント',
  swagger: 'コンソール',
  repository: 'リポジトリ',
  openApi: 'OpenAPI ドキュメント',
  approval: '承認',
  approvalManual: '申請ごとに人が承認します',
  approvalAutomatic: 'すぐに承認されます',
  tokenEndpoint: 'トークンの URL',
  keys: 'このプロダクトの API キー',
  noKeysYet: 'この API のキーで、あなたが見られるものはありません。',
  noDefinition: 'このプロダクトには API ドキュメントの指定がありません。',
  noDefinitionYet: 'API ドキュメントはまだ読み込まれていません。',
  openDocument: 'ドキュメントを開く',
  triedAgain: '数分ごとに再取得されます。',
  definitionFailed: '定義を読み込めませんでした。',
  loadingDefinition: '定義を読み込んでいます',
  notKept:
    'ドキュメントが大きすぎてプロダクトのステータスに収まらず、別途保存することもできませんでした。',
  oldCopy: '{{moment}} 時点の控えを表示しています。',
  tooLarge: '大きすぎて表示できません ({{size}} MB)。',
  download: 'ダウンロード',
  noTokenEndpoint: 'ID プロバイダーからトークンの URL を取得できませんでした。',
  editAddress: 'URL を変更',
  failedSince: '発生: {{moment}}',
};

export const health: Translated<typeof englishHealth, 'other'> = {
  HTTPRouteAccepted: 'ルートは受け入れられています',
  HTTPRouteNotAccepted:
    'ゲートウェイがルートを受け入れていないため、呼び出しが届きません。プラットフォームチームが直せます。',
  HTTPRouteNotFound:
    'ルートがなくなったため、呼び出しが届きません。プラットフォームチームが直せます。',
  plansFound: 'プランが見つかりました',
  plansNotFound:
    'ルートに適用されるプランがありません。プラットフォームチームが PlanPolicy を追加できます。',
  authFound: 'AuthPolicy は適用されています',
  authNotFound:
    'ルートに適用される AuthPolicy がないため、キーは機能しません。プラットフォームチームが追加できます。',
  AuthPolicyNotReady:
    'AuthPolicy が有効でないため、キーは今のところ拒否されます: {{message}} プラットフォームチームが直せます。',
  plansNotReady:
    'プランが有効ではありません: {{message}} プラットフォームチームが直せます。',
  plansRemoved:
    'プランが削除されたため、キーは使えません。プラットフォームチームが PlanPolicy を復元できます。',
  KeysIsolated: 'キーはこのプロダクトでのみ有効です',
  SelectorShared: 'ほかのプロダクトのキーもここで有効です: {{message}}',
  isolatingRule: 'キーをこのプロダクトに限定する認可ルールを表示',
  identityExported: '呼び出しをキーごとに数えられます',
  identityHidden:
    '呼び出しをキーごとに数えられません。AuthPolicy がキーの ID を渡していません。プラットフォームチームが追加できます。',
  identityFilter: '呼び出しごとのキーを渡すフィルターを表示',
  OIDCDiscovered: 'ID プロバイダーが見つかりました',
  OIDCDiscoveryFailed:
    'ID プロバイダーが応答しないため、トークンの URL が分かりません。',
  SpecFetched: 'OpenAPI ドキュメントを読み込みました',
  SpecFailed: 'API ドキュメントを読み込めませんでした: {{message}}',
  notYet: '未確認',
};

import type { call as english } from '../en/call';
import type { Translated } from '../Translated';

export const call: Translated<typeof english, 'other'> = {
  title: 'この API の呼び出し方',
  code: '例',
  copy: '例をコピー',
  putIn: 'キーを例に入れる (表示中のみ)',
  statuses:
    '401 または 403: キーを確認してください。429: 上限を超えました。時間をおいて再試行してください。',
  variable: '先に環境変数 {{variable}} にキーを設定してください。',
  queryWarning:
    'この API は URL の中でキーを受け取ります。URL はログや履歴に残るため、他人に見せないでください。',
  placeholder: '{{placeholder}} を実際の値に置き換えてください。',
  missing: {
    address: 'URL はまだ分かっていません。',
    placement:
      'この API がキーを受け取る場所は、例として安全に表示できません。呼び出し方は API の所有者に確認してください。',
    form: 'この操作は、ファイルなど複数のパートからなるフォームを受け取ります。フィールドは API の定義に記載されています。',
  },
  noExample: {
    asyncapi:
      'この API はメッセージを送受信します。チャネルとサーバーは API の定義に記載されています。',
    grpc: 'これは gRPC API です。定義から生成した gRPC クライアントで呼び出し、キーをメタデータとして送信してください。',
  },
  graphqlPath:
    'GraphQL スキーマにはエンドポイントのパスが含まれません。このパスが見つからない場合は、API の所有者に確認してください。',
  chooseOperation: '操作',
  noOperation: '一致する操作はありません。',
  someOperations: '{{all}} 件中 {{shown}} 件の操作',
  deprecated: '非推奨',
  chooseAddress: '呼び出す URL',
  anonymous: 'キーは不要です。キーのない呼び出しも受け付けられます。',
  someCalls: 'キーは一部の呼び出しでのみ受け付けられます。',
  withoutDns:
    'DNS を使わない場合は、ヘッダー「Host: {{host}}」を付けて {{url}} を呼び出します。',
  language: {
    curl: 'cURL',
    javascript: 'JavaScript',
    python: 'Python',
    go: 'Go',
    java: 'Java',
  },
  header: 'ヘッダー「{{name}}: {{value}}」のキー',
  query: 'クエリパラメーター「{{name}}」のキー',
  cookie: 'Cookie「{{name}}」のキー',
};

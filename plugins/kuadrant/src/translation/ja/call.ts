import type { call as english } from '../en/call';
import type { Translated } from '../Translated';

export const call: Translated<typeof english, 'other'> = {
  title: 'この API の呼び出し方',
  code: '例',
  copy: '例をコピー',
  putIn: 'キーを例に入れる (表示中のみ)',
  noAddress: 'URL はまだ分かっていません。',
  statuses:
    '401 または 403: キーを確認してください。429: 上限を超えました。時間をおいて再試行してください。',
  variable: '先に環境変数 {{variable}} にキーを設定してください。',
  queryWarning:
    'この API は URL の中でキーを受け取ります。URL はログや履歴に残るため、他人に見せないでください。',
  placeholder: '{{placeholder}} を実際の値に置き換えてください。',
  noPlacement:
    'この API がキーを受け取る場所は、例として安全に表示できません。呼び出し方は API の所有者に確認してください。',
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

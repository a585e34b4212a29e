import type { limits as english } from '../en/limits';
import type { Translated } from '../Translated';

export const limits: Translated<typeof english, 'other'> = {
  first_other: '{{window}} {{amount}} リクエスト',
  next_other: '{{window}} {{amount}}',
  zero: '0',
  none: '上限の設定なし',
  window: {
    year: '1 年あたり',
    month: '1 か月あたり',
    week: '1 週間あたり',
    day: '1 日あたり',
    hour: '1 時間あたり',
    minute: '1 分あたり',
    second: '1 秒あたり',
    every: '{{duration}}あたり',
    asWritten: '「{{window}}」あたり',
  },
  hours_other: '{{amount}} 時間',
  minutes_other: '{{amount}} 分',
  seconds_other: '{{amount}} 秒',
  windowStart:
    '期間は最初に数えた呼び出しから始まります。1 日はそこから 24 時間、1 か月は 730 時間です。',
  blocked: 'リクエスト不可',
  about: '約 {{amount}}',
  noEffect: '{{limit}}（効果なし）',
  someCalls: '{{limit}}（一部の呼び出しのみ）',
  scope: {
    everyone: 'この API の呼び出し元全体で共有',
    plan: 'この API の {{tier}} のキー全体で共有',
    owner: '同じ所有者のキー全体で共有',
    user: '同じ人のキー全体で共有',
    key: 'キーごとに個別',
    unknown: 'ほかのキーと共有の場合があります',
  },
};

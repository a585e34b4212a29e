import type { entity as english } from '../en/entity';
import type { Translated } from '../Translated';

export const entity: Translated<typeof english, 'other'> = {
  apiKeys: 'API キー',
  active: '有効',
  waiting: '承認待ち',
  past: '過去',
  open: '開く',
  openKey: '{{key}} を開く',
  none: 'この API のキーを持っていません。',
  noneManual:
    'この API のキーを持っていません。申請すると {{owner}} が判断します。',
  noneAutomatic:
    'この API のキーを持っていません。申請するとすぐに承認されます。',
  productGone:
    'このエンティティの API プロダクトはなくなりました。キーは引き続き表示されます。',
  productDraft:
    'この API プロダクトは下書きです。公開されるまで利用を申請できません。',
  cardTitle: 'この API の利用',
  cardFailed: 'キーを読み込めませんでした。',
  cardNone: 'まだキーを持っていません。',
  cardMore_other: 'ほか {{amount}} 個',
  cardPlans: 'プラン: {{plans}}',
  cardOwned: 'オーナー:',
  cardAsk: '利用については {{owner}} にお問い合わせください。',
  cardReview_other: '{{amount}} 件の申請があなたの判断を待っています',
  cardAll: 'API キーを見る',
  infoTitle: 'API プロダクト',
  openProduct: 'プロダクトを開く',
  infoGone: 'このエンティティの API プロダクトは削除されました。',
};

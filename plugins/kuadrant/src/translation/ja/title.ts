import type { title as english } from '../en/title';
import type { Translated } from '../Translated';

export const title: Translated<typeof english, 'other'> = {
  products: 'API プロダクト',
  myKeys: '自分の API キー',
  approvals: '承認',
  allKeys: 'すべての API キー',
  key: 'API キー',
  product: 'API プロダクト',
  editProduct: 'API プロダクトの編集',
  overview: '概要',
  definition: '定義',
  productKeys: 'API キー',
  policies: 'ポリシーとプラン',
  activity: 'アクティビティ',
};

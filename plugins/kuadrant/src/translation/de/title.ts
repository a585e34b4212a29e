import type { title as english } from '../en/title';
import type { Translated } from '../Translated';

export const title: Translated<typeof english> = {
  products: 'API-Produkte',
  myKeys: 'Meine API-Schlüssel',
  approvals: 'Genehmigungen',
  allKeys: 'Alle API-Schlüssel',
  key: 'API-Schlüssel',
  product: 'API-Produkt',
  editProduct: 'API-Produkt bearbeiten',
  overview: 'Überblick',
  definition: 'Definition',
  productKeys: 'API-Schlüssel',
  policies: 'Policies und Pläne',
  activity: 'Aktivität',
};

export const title = {
  products: 'API products',
  myKeys: 'My API keys',
  approvals: 'Approvals',
  allKeys: 'All API keys',
  key: 'API key',
  product: 'API product',
  editProduct: 'Edit API product',
  overview: 'Overview',
  definition: 'Definition',
  productKeys: 'API keys',
  policies: 'Policies and plans',
  activity: 'Activity',
} as const;

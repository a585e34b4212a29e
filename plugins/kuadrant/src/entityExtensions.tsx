import type { Entity } from '@backstage/catalog-model';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { entityProduct } from './entity/entityProduct';

const onProduct = (entity: Entity) =>
  entity.kind.toLowerCase() === 'api' && entityProduct(entity) !== undefined;

const apiKeysContent = EntityContentBlueprint.make({
  name: 'api-keys',
  params: {
    path: '/api-keys',
    title: 'API Keys',
    filter: onProduct,
    loader: () => import('./entity').then(m => <m.ApiKeysContent />),
  },
});

const productInfoContent = EntityContentBlueprint.make({
  name: 'api-product',
  params: {
    path: '/api-product',
    title: 'API product',
    filter: onProduct,
    loader: () => import('./entity').then(m => <m.ProductInfoContent />),
  },
});

const accessCard = EntityCardBlueprint.make({
  name: 'access',
  params: {
    type: 'info',
    filter: onProduct,
    loader: () => import('./entity').then(m => <m.AccessCard />),
  },
});

/** What API entities of the catalog gain. */
export const entityExtensions = [
  productInfoContent,
  apiKeysContent,
  accessCard,
];

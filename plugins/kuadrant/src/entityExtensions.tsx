import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { isKuadrantApiAvailable } from './entity/entityProduct';

const apiKeysContent = EntityContentBlueprint.make({
  name: 'api-keys',
  params: {
    path: '/api-keys',
    title: 'API Keys',
    filter: isKuadrantApiAvailable,
    loader: () => import('./entity').then(m => <m.ApiKeysContent />),
  },
});

const productInfoContent = EntityContentBlueprint.make({
  name: 'api-product',
  params: {
    path: '/api-product',
    title: 'API product',
    filter: isKuadrantApiAvailable,
    loader: () => import('./entity').then(m => <m.ProductInfoContent />),
  },
});

const accessCard = EntityCardBlueprint.make({
  name: 'access',
  params: {
    type: 'info',
    filter: isKuadrantApiAvailable,
    loader: () => import('./entity').then(m => <m.AccessCard />),
  },
});

/** What API entities of the catalog gain. */
export const entityExtensions = [
  productInfoContent,
  apiKeysContent,
  accessCard,
];

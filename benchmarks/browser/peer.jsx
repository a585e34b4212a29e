import {
  ApiKeyApprovalPage,
  ApiProductsPage,
  kuadrantApiFactory,
  MyApiKeysPage,
} from '@kuadrant/kuadrant-backstage-plugin-frontend';
import { start } from './app';

start(
  {
    '/products': <ApiProductsPage />,
    '/my-keys': <MyApiKeysPage />,
    '/approvals': <ApiKeyApprovalPage />,
  },
  [kuadrantApiFactory],
);

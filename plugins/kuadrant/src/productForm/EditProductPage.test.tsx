import { screen } from '@testing-library/react';
import { exampleProduct, exampleRoute } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { EditProductPage } from './EditProductPage';

const TOYSTORE = {
  namespace: 'demo',
  name: 'toystore',
  displayName: 'Toystore API',
};
const GAMESTORE = {
  namespace: 'demo',
  name: 'gamestore',
  displayName: 'Gamestore API',
};

function editToystore(products: (typeof TOYSTORE)[]) {
  const portal = new PortalInMemory();
  const product = exampleProduct('toystore');
  portal.products = [product];
  portal.routes = [
    exampleRoute(product.spec.targetRef.name, {
      metadata: { namespace: 'demo', name: product.spec.targetRef.name },
      products,
    }),
  ];
  renderScreen(<EditProductPage />, {
    portal,
    mountPath: '/kuadrant/products/:namespace/:name/edit',
    at: '/kuadrant/products/demo/toystore/edit',
  });
  return screen.findByText(/No AuthPolicy is in effect/);
}

describe('EditProductPage', () => {
  it('does not count the product itself among those that share its route', async () => {
    await editToystore([TOYSTORE]);
    expect(screen.queryByText(/Already published as/)).not.toBeInTheDocument();
    expect(
      screen.queryByText(/products on a route share its policies/),
    ).not.toBeInTheDocument();
  });

  it('names the other products on its route', async () => {
    await editToystore([TOYSTORE, GAMESTORE]);
    expect(
      await screen.findByText(/^Already published as Gamestore API\./),
    ).toBeInTheDocument();
  });

  it('does not announce where the product will be created', async () => {
    await editToystore([TOYSTORE]);
    expect(screen.queryByText(/will be created in/)).not.toBeInTheDocument();
  });
});

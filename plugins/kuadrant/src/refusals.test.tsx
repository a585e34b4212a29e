import { screen } from '@testing-library/react';
import { exampleRequest } from '../dev/fixtures';
import { PortalInMemory } from '../dev/PortalInMemory';
import { ApprovalsPage } from './approvals/ApprovalsPage';
import { ProductsPage } from './products/ProductsPage';
import { renderScreen } from './__testUtils__/renderScreen';

// In a file of its own: Backstage keeps answers about permissions for the whole page.
describe('what somebody may not do', () => {
  it('is not offered: new products', async () => {
    renderScreen(<ProductsPage />, {
      portal: new PortalInMemory(),
      refused: ['kuadrant.apiproduct.create'],
    });
    expect(
      await screen.findByText('Nothing is published yet.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create API product' }),
    ).toBeNull();
  });

  it('is told with the permission to ask for: approvals', async () => {
    const portal = new PortalInMemory();
    portal.requests = [exampleRequest('ann')];
    renderScreen(<ApprovalsPage />, {
      portal,
      refused: ['kuadrant.apikey.approve'],
    });
    expect(
      await screen.findByText(/permission kuadrant.apikey.approve/),
    ).toBeInTheDocument();
    expect(portal.calls).toEqual([]);
  });
});

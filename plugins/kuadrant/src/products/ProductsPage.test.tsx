import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleKey, exampleProduct } from '../../dev/fixtures';
import { PortalError, PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { ProductsPage } from './ProductsPage';

const render = (portal: PortalInMemory, options: { at?: string } = {}) =>
  renderScreen(<ProductsPage />, { portal, ...options });
const lastQuery = (portal: PortalInMemory) =>
  portal.calls.filter(({ name }) => name === 'listApiProducts').at(-1)
    ?.input as { query: Record<string, unknown> };

describe('ProductsPage', () => {
  it('lists what the server gives, and offers only what the server allows', async () => {
    const portal = new PortalInMemory();
    portal.products = [
      exampleProduct('toystore', {
        actions: ['requestKey', 'update', 'unpublish', 'delete'],
        awaitingReview: 4,
      }),
      exampleProduct('gamestore', { plans: { state: 'none' } }),
      exampleProduct('long', {
        spec: {
          displayName: `<img src=x onerror=alert(1)> ${'x'.repeat(180)}`,
          tags: Array.from({ length: 64 }, (_, index) => `tag-${index}`),
        },
      }),
    ];
    const user = userEvent.setup();
    const { container } = render(portal);
    const row = (
      await screen.findByRole('link', { name: 'Toystore API' })
    ).closest('tr')!;
    expect(within(row).getByText('demo/toystore')).toBeInTheDocument();
    expect(within(row).getByText('gold, silver')).toBeInTheDocument();
    expect(
      within(row).getByRole('link', { name: '4 requests' }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('/kuadrant/approvals?product=demo/toystore'),
    );
    expect(screen.getByText('No plans found')).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
    expect(
      screen.queryByRole('button', { name: 'Actions for Gamestore API' }),
    ).toBeNull();
    expect(await axe(container)).toHaveNoViolations();

    await user.click(screen.getByRole('button', { name: /^61 more tags/ }));
    expect(screen.getByText('tag-63')).toBeInTheDocument();
  });

  it('has a column of keys for those who may know about them', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore', { counts: undefined })];
    const { unmount } = render(portal);
    await screen.findByRole('link', { name: 'Toystore API' });
    expect(screen.queryByRole('columnheader', { name: /keys/ })).toBeNull();
    unmount();

    portal.products.push(
      exampleProduct('gamestore', {
        counts: { Failed: 0, Denied: 0, Expired: 0, Approved: 7, Pending: 0 },
      }),
    );
    render(portal);
    const row = (
      await screen.findByRole('link', { name: 'Gamestore API' })
    ).closest('tr')!;
    expect(screen.getByRole('columnheader', { name: /keys/ })).toBeVisible();
    expect(within(row).getByText('7')).toBeInTheDocument();
  });

  it('searches and sorts on the server and keeps both in the address', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore'), exampleProduct('gamestore')];
    render(portal);
    await screen.findByRole('link', { name: 'Toystore API' });
    await user.type(screen.getByRole('searchbox'), 'game');
    await waitFor(() =>
      expect(screen.queryByRole('link', { name: 'Toystore API' })).toBeNull(),
    );
    expect(lastQuery(portal).query.q).toBe('game');
    await user.click(screen.getByRole('button', { name: 'Status' }));
    expect(lastQuery(portal).query).toMatchObject({
      q: 'game',
      sort: 'publishStatus',
    });
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(
      await screen.findByRole('link', { name: 'Toystore API' }),
    ).toBeInTheDocument();
  });

  it('pages by cursor, forth and back', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = Array.from({ length: 45 }, (_, index) =>
      exampleProduct(`p${index}`),
    );
    render(portal, { at: '/?limit=20' });
    await screen.findByText('Showing 1–20 of 45');
    await user.click(screen.getByRole('button', { name: /Next/ }));
    await screen.findByText('Showing 21–40 of 45');
    await user.click(screen.getByRole('button', { name: /Next/ }));
    await screen.findByText('Showing 41–45 of 45');
    expect(screen.getByRole('button', { name: /Next/ })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: /Previous/ }));
    await screen.findByText('Showing 21–40 of 45');
  });

  it('tells beforehand what goes with a product, and has its name typed', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore', { actions: ['delete'] })];
    portal.keys = [exampleKey('stock')];
    render(portal);
    await user.click(
      await screen.findByRole('button', { name: 'Actions for Toystore API' }),
    );
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
    await user.click(screen.getByRole('button', { name: 'Delete product' }));
    // The server knows of a key that this page did not: it asks again.
    const dialog = await screen.findByRole('alertdialog', {
      name: 'Delete Toystore API and its 1 key?',
    });
    const confirm = within(dialog).getByRole('button', {
      name: 'Delete product and 1 key',
    });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'toystore');
    await user.click(confirm);
    await waitFor(() => expect(portal.products).toHaveLength(0));
  });

  it('tells nothing found, nothing known and nothing there apart', async () => {
    const none = render(new PortalInMemory(), { at: '/?q=nothing' });
    expect(await screen.findByText('No products match.')).toBeInTheDocument();
    none.unmount();

    const portal = new PortalInMemory();
    portal.failures.set('listApiProducts', new PortalError(403, 'no'));
    render(portal);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be loaded.*You don’t have access/,
    );
    portal.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/No API products yet/)).toBeInTheDocument();
  });
});

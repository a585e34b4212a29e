import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleRoute } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { CreateProductPage } from './CreateProductPage';

describe('CreateProductPage', () => {
  it('shows the entity of the catalog while the product is described', async () => {
    const user = userEvent.setup();
    const { container } = renderScreen(<CreateProductPage />, {
      portal: new PortalInMemory(),
    });
    const preview = await screen.findByRole('region', {
      name: 'In the catalog',
    });
    expect(preview).toHaveTextContent('Untitled');
    await user.type(
      screen.getByRole('textbox', { name: /Display name/ }),
      'Toys & Games',
    );
    await user.type(screen.getByLabelText(/^Tags/), 'Retail Toys{Enter}');
    await user.type(
      screen.getByRole('textbox', { name: 'Description' }),
      '<b>All toys</b>',
    );
    expect(
      within(preview).getByRole('heading', { name: /Toys & Games/ }),
    ).toBeInTheDocument();
    // the catalog takes no spaces and capitals in tags
    expect(within(preview).getByText('retail-toys')).toBeInTheDocument();
    expect(within(preview).getByText('<b>All toys</b>')).toBeInTheDocument();
    expect(preview).toHaveTextContent('Appears once it is published.');
    await user.click(screen.getByRole('radio', { name: /^Published/ }));
    expect(preview).not.toHaveTextContent('Appears once it is published.');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('gives a ready-made AuthPolicy for a route that has none', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.routes = [exampleRoute('toy-route')];
    renderScreen(<CreateProductPage />, { portal });
    await user.type(
      await screen.findByRole('textbox', { name: /Display name/ }),
      'Toystore',
    );
    await user.click(screen.getByRole('textbox', { name: /^Route/ }));
    await user.click(await screen.findByRole('option', { name: /toy-route/ }));
    const yaml = await screen.findByLabelText('YAML');
    expect(yaml).toHaveTextContent(
      'devportal.kuadrant.io/apiproduct: "toystore"',
    );
    expect(yaml).toHaveTextContent(
      'devportal.kuadrant.io/apiproduct-namespace: "toys"',
    );
  });

  it('tells routes apart by host and gateway, and says which are offered already', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.routes = [
      exampleRoute('toy-route', {
        products: [
          { namespace: 'toys', name: 'toystore', displayName: 'Toystore API' },
        ],
      }),
    ];
    renderScreen(<CreateProductPage />, { portal });
    await user.click(await screen.findByRole('textbox', { name: /^Route/ }));
    const option = await screen.findByRole('option', { name: /toy-route/ });
    expect(option).toHaveTextContent('toys.example.com · external');
    expect(option).toHaveTextContent('Already published as Toystore API.');
    await user.click(option);
    expect(
      await screen.findByText(/All products on a route share its policies/),
    ).toBeInTheDocument();
  });

  it('says who exposes routes where none is exposed', async () => {
    renderScreen(<CreateProductPage />, { portal: new PortalInMemory() });
    expect(
      await screen.findByText(/devportal.kuadrant.io\/exposed-to/),
    ).toBeInTheDocument();
  });

  it('leads to what is missing, and sends nothing before', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    renderScreen(<CreateProductPage />, { portal });
    await user.click(
      await screen.findByRole('button', { name: 'Create product' }),
    );
    const summary = await screen.findByRole('alert');
    await waitFor(() => expect(summary).toHaveFocus());
    expect(
      within(summary).getByRole('link', { name: 'Choose a route.' }),
    ).toBeInTheDocument();
    expect(portal.calls.map(({ name }) => name)).not.toContain(
      'createApiProduct',
    );
  });
});

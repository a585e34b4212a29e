import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleKey, exampleProduct } from '../../dev/fixtures';
import { PortalError, PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { AccessCard } from './AccessCard';
import { ApiKeysContent } from './ApiKeysContent';
import { ProductInfoContent } from './ProductInfoContent';
import { entityProduct } from './entityProduct';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: {
    name: 'toystore',
    namespace: 'demo',
    annotations: {
      'kuadrant.io/apiproduct': 'toystore',
      'kuadrant.io/namespace': 'demo',
    },
  },
};

const render = (portal: PortalInMemory, content = <ApiKeysContent />) =>
  renderScreen(<EntityProvider entity={entity}>{content}</EntityProvider>, {
    portal,
  });

describe('ApiKeysContent', () => {
  it('asks for a key with one call and shows the request that came of it', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    const { baseElement } = render(portal);
    expect(
      await screen.findByText(/You have no key for this API/),
    ).toBeInTheDocument();
    await user.click(
      screen.getAllByRole('button', { name: 'Request access' })[0],
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Request access to Toystore API',
    });
    await waitFor(() =>
      expect(within(dialog).getAllByRole('radio')[0]).toHaveFocus(),
    );
    expect(await axe(baseElement)).toHaveNoViolations();

    await user.click(
      within(dialog).getByRole('button', { name: 'Send request' }),
    );
    expect(within(dialog).getByText('Choose a plan.')).toBeInTheDocument();
    expect(
      within(dialog).getByText(/^Describe your use case/),
    ).toBeInTheDocument();
    expect(portal.calls.map(call => call.name)).not.toContain('createApiKey');

    await user.click(
      within(dialog).getByRole('radio', {
        name: /^silver 50 requests a day, 5 a minute/,
      }),
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: /Use case/ }),
      'Nightly import',
    );
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(
      portal.calls.filter(call => call.name === 'createApiKey'),
    ).toMatchObject([
      {
        input: {
          body: {
            apiProduct: { namespace: 'demo', name: 'toystore' },
            planTier: 'silver',
            useCase: 'Nightly import',
            expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
          },
        },
      },
    ]);
    const waiting = await screen.findByRole('region', { name: 'Pending' });
    expect(
      within(waiting).getByRole('link', { name: 'Nightly import' }),
    ).toBeInTheDocument();
  });

  it('does not throw away what was written without asking', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    render(portal);
    await user.click(
      (await screen.findAllByRole('button', { name: 'Request access' }))[0],
    );
    await user.type(screen.getByRole('textbox', { name: /Use case/ }), 'words');
    await user.keyboard('{Escape}');
    expect(screen.getByText('Discard your changes?')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(screen.getByRole('textbox', { name: /Use case/ })).toHaveValue(
      'words',
    );
  });

  it('keeps the text when the server refuses', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    portal.failures.set(
      'createApiKey',
      new PortalError(422, 'The plan silver is gone'),
    );
    render(portal);
    await user.click(
      (await screen.findAllByRole('button', { name: 'Request access' }))[0],
    );
    await user.click(screen.getByRole('radio', { name: /silver/ }));
    await user.type(screen.getByRole('textbox', { name: /Use case/ }), 'words');
    await user.click(screen.getByRole('button', { name: 'Send request' }));
    expect(
      await screen.findByText('The plan silver is gone'),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /Use case/ })).toHaveValue(
      'words',
    );
  });

  it('lists keys of every state, those that fail always in sight', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    portal.keys = [
      exampleKey('a', { spec: { useCase: 'Works' } }),
      exampleKey('b', { state: 'Pending', spec: { useCase: 'Waits' } }),
      exampleKey('c', {
        state: 'Failed',
        reason: 'SecretNotFound',
        spec: { useCase: 'Broken' },
      }),
    ];
    const { container } = render(portal);
    expect(
      await screen.findByRole('heading', { name: 'Active 1' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Pending 1' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Broken' })).toBeInTheDocument();
    expect(
      screen.getByText(
        'The key value is missing. Rotate the key to get a new one.',
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('ProductInfoContent', () => {
  it('tells the product behind the entity, and asks for the plan that is chosen', async () => {
    const user = userEvent.setup();
    const portal = new PortalInMemory();
    portal.products = [
      exampleProduct('toystore', { spec: { contact: { slack: '#toys' } } }),
    ];
    const { container } = render(portal, <ProductInfoContent />);
    expect(
      await screen.findByRole('heading', { level: 2, name: 'API product' }),
    ).toBeInTheDocument();
    expect(screen.getByText('#toys')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Open the product' }),
    ).toHaveAttribute('href', '/kuadrant/products/demo/toystore');
    expect(await axe(container)).toHaveNoViolations();
    await user.click(screen.getByRole('button', { name: 'Request gold' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('radio', { name: /^gold/ })).toBeChecked();
  });

  it('says that the product is gone', async () => {
    render(new PortalInMemory(), <ProductInfoContent />);
    expect(
      await screen.findByText(
        'The API product of this entity no longer exists.',
      ),
    ).toBeInTheDocument();
  });

  it('offers no request to those who may not ask', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore', { actions: [] })];
    render(portal, <ProductInfoContent />);
    await screen.findByRole('heading', { level: 2 });
    expect(screen.queryByRole('button', { name: /Request/ })).toBeNull();
  });
});

describe('AccessCard', () => {
  it('tells the access at a glance', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore', { awaitingReview: 4 })];
    portal.keys = Array.from({ length: 5 }, (_, index) =>
      exampleKey(`key-${index}`),
    );
    render(portal, <AccessCard />);
    expect(await screen.findByText('and 2 more')).toBeInTheDocument();
    expect(screen.getByText('Plans: gold, silver')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: '4 requests need your review' }),
    ).toBeInTheDocument();
  });
});

describe('entityProduct', () => {
  it('knows only entities that name their product', () => {
    expect(entityProduct(entity)).toEqual({
      namespace: 'demo',
      name: 'toystore',
    });
    expect(
      entityProduct({ ...entity, metadata: { name: 'other' } }),
    ).toBeUndefined();
  });
});

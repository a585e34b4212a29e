import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleHost, exampleKey, exampleProduct } from '../../dev/fixtures';
import { PortalError, PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { KeyPage } from './KeyPage';

const VALUE = 'kp_9fZ2_secret-value';

function renderKey(portal: PortalInMemory, user?: string) {
  return renderScreen(<KeyPage />, {
    portal,
    user,
    mountPath: '/kuadrant/keys/:namespace/:name',
    at: '/kuadrant/keys/kuadrant-consumer1-3f2a91c0/stock',
  });
}

function portalWith(changes: Parameters<typeof exampleKey>[1] = {}) {
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore')];
  portal.keys = [exampleKey('stock', changes)];
  portal.values.set('stock', VALUE);
  portal.operations = {
    type: 'openapi',
    operationCount: 1,
    items: [
      {
        name: 'GET /toys',
        call: {
          method: 'GET',
          path: '/toys',
          query: [],
          headers: [],
          placeholders: [],
        },
      },
    ],
  };
  return portal;
}

describe('KeyPage', () => {
  it('shows the value once, on a click, and forgets it', async () => {
    const user = userEvent.setup();
    const portal = portalWith();
    renderKey(portal);

    const show = await screen.findByRole('button', { name: 'Show key' });
    expect(portal.calls.map(call => call.name)).not.toContain('revealApiKey');
    await user.dblClick(show);

    const field = await screen.findByRole('textbox', { name: 'API key' });
    expect(field).toHaveValue(VALUE);
    expect(field).toHaveAttribute('readonly');
    expect(field).toHaveFocus();
    expect(
      portal.calls.filter(call => call.name === 'revealApiKey'),
    ).toHaveLength(1);
    expect(screen.getByText('Key shown')).toBeInTheDocument();

    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(copied).toHaveBeenCalledWith(VALUE);
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();

    // The example only holds the value while it is asked for.
    expect(screen.getByLabelText('Example')).not.toHaveTextContent(VALUE);
    await user.click(screen.getByRole('checkbox', { name: /Insert the key/ }));
    expect(screen.getByLabelText('Example')).toHaveTextContent(VALUE);

    expect(screen.getByRole('button', { name: 'Done' })).toBeDisabled();
    await user.click(
      screen.getByRole('checkbox', { name: 'I have stored it' }),
    );
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText(/Shown on/)).toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain(VALUE);
    expect(screen.queryByRole('button', { name: 'Show key' })).toBeNull();
  });

  it('asks before a link is followed while the value is not stored', async () => {
    const user = userEvent.setup();
    renderKey(portalWith());
    await user.click(await screen.findByRole('button', { name: 'Show key' }));
    await screen.findByRole('textbox', { name: 'API key' });

    await user.click(screen.getByRole('link', { name: 'My API keys' }));
    const question = await screen.findByRole('alertdialog');
    expect(question).toHaveTextContent('It can’t be shown again.');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('textbox', { name: 'API key' })).toHaveValue(VALUE);
  });

  it.each([
    [new PortalError(410, 'gone'), /already shown/],
    [
      new PortalError(409, 'conflict', { code: 'notApproved' }),
      /once the request is approved/,
    ],
    [new PortalError(409, 'Made by hand.'), /Made by hand/],
    [new PortalError(503, 'unavailable'), /unclear whether the key was shown/],
    [new TypeError('Failed to fetch'), /unclear whether the key was shown/],
  ])('says what %s means and does not try again', async (failure, words) => {
    const user = userEvent.setup();
    const portal = portalWith();
    portal.failures.set('revealApiKey', failure);
    renderKey(portal);
    await user.click(await screen.findByRole('button', { name: 'Show key' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    expect(
      portal.calls.filter(call => call.name === 'revealApiKey'),
    ).toHaveLength(1);
  });

  it.each(['notPortalSecret', 'valueMissing'])(
    'offers a new value where %s says that there is none to show',
    async code => {
      const user = userEvent.setup();
      const portal = portalWith({ actions: ['reveal', 'update'] });
      portal.failures.set(
        'revealApiKey',
        new PortalError(409, 'Rotate the key.', { code }),
      );
      renderKey(portal);
      await user.click(await screen.findByRole('button', { name: 'Show key' }));
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('Rotate the key.');
      await user.click(
        within(alert).getByRole('button', { name: 'Rotate key' }),
      );
      await user.click(
        within(await screen.findByRole('alertdialog')).getByRole('button', {
          name: 'Rotate key',
        }),
      );
      await waitFor(() =>
        expect(portal.calls.map(({ name }) => name)).toContain('rotateApiKey'),
      );
    },
  );

  it('offers nobody but the requester to show it', async () => {
    renderKey(portalWith({ actions: ['delete'] }), 'user:default/admin1');
    expect(
      await screen.findByText(/Only .*consumer1.* can show this key/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show key' })).toBeNull();
  });

  it('tells the reviewer’s words, limits, placement and history as text', async () => {
    renderKey(
      portalWith({
        decisions: [
          {
            approved: true,
            reviewedBy: 'user:default/owner1',
            reviewedAt: '2026-11-21T10:00:00Z',
            message: '<b>go ahead</b>',
            automatic: false,
          },
        ],
      }),
    );
    expect(await screen.findByRole('heading', { level: 2 })).toHaveTextContent(
      'Nightly stock import',
    );
    expect(
      screen.getByText(/owner1 approved: “<b>go ahead<\/b>”/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/50 requests a day, 5 a minute · shared by all silver/),
    ).toBeInTheDocument();
    expect(await screen.findByLabelText('Example')).toHaveTextContent(
      'curl --include "http://toystore.localhost:8080/toys" \\ --header "Authorization: APIKEY $TOYSTORE_API_KEY"',
    );
  });

  it('calls the address that one chooses, and says where the key goes', async () => {
    renderKey(
      portalWith({
        hosts: [
          exampleHost('toys.test'),
          exampleHost('*.toys.test', {
            kind: 'wildcard',
            url: 'https://<your-host>.toys.test',
            placeholder: true,
            viaAddress: {
              url: 'https://192.0.2.7',
              hostHeader: '<your-host>.toys.test',
            },
          }),
        ],
      }),
    );
    const example = await screen.findByLabelText('Example');
    expect(example).toHaveTextContent('http://toys.test:8080/toys');
    expect(
      screen.getByText('key in the header “Authorization: APIKEY <key>”'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Address to call/ }),
    );
    await userEvent.click(
      screen.getByRole('option', { name: 'https://<your-host>.toys.test' }),
    );
    expect(example).toHaveTextContent('https://YOUR-HOST.toys.test/toys');
    expect(
      screen.getByText('Replace YOUR-HOST with your own values.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Without DNS: call https:\/\/192.0.2.7/),
    ).toBeInTheDocument();
  });

  it('tells where the key goes also where no address is known', async () => {
    renderKey(portalWith({ hosts: [], anonymous: true }));
    expect(
      await screen.findByText(
        'key in the header “Authorization: APIKEY <key>”',
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/The URL isn’t known yet/),
    ).toBeInTheDocument();
    expect(screen.getByText(/No key is needed/)).toBeInTheDocument();
  });

  it('says that calls fail now, why, and who can fix it', async () => {
    renderKey(
      portalWith({
        access: {
          works: false,
          reason: 'NoAuthPolicy',
          message: 'No AuthPolicy is in effect on the route.',
          fixer: 'platformEngineer',
        },
      }),
    );
    expect(
      await screen.findByText(
        /Calls with this key fail now. No AuthPolicy applies to this API. Ask a platform engineer/,
      ),
    ).toBeInTheDocument();
  });

  it('warns of a key that was not requested in the portal', async () => {
    renderKey(portalWith({ requesterUnverified: true }));
    expect(await screen.findByText(/may know its value/)).toBeInTheDocument();
  });

  it('says what is wrong with a key that fails', async () => {
    renderKey(
      portalWith({
        state: 'Failed',
        reason: 'PlanTierNotFound',
        actions: ['delete'],
        reveal: { available: false },
        spec: { planTier: 'bronze' },
      }),
    );
    expect(
      await screen.findByText(
        'The plan bronze no longer exists. Choose another.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText('Example')).toBeNull();
  });

  it('deletes after a question and shows a failure inside of it', async () => {
    const user = userEvent.setup();
    const portal = portalWith();
    portal.failures.set('deleteApiKey', new PortalError(503, 'no cluster'));
    renderKey(portal);
    await user.click(await screen.findByRole('button', { name: 'Actions' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete key' }));
    const question = await screen.findByRole('alertdialog', {
      name: 'Delete this key?',
    });
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Delete key' }));
    expect(await screen.findByText('no cluster')).toBeInTheDocument();

    portal.failures.clear();
    await user.click(screen.getByRole('button', { name: 'Delete key' }));
    await waitFor(() => expect(question).not.toBeInTheDocument());
    expect(portal.keys).toHaveLength(0);
  });

  it('rotates with an overlap that can be ended early', async () => {
    const user = userEvent.setup();
    const portal = portalWith({
      reveal: { available: false, revealedAt: '2026-11-21T10:00:00Z' },
    });
    renderKey(portal);
    await user.click(await screen.findByRole('button', { name: 'Rotate key' }));
    const question = await screen.findByRole('alertdialog', {
      name: 'Rotate this key?',
    });
    const overlap = screen.getByRole('combobox', {
      name: 'The previous value works for',
    });
    expect(overlap).toHaveValue('24h');
    await user.selectOptions(overlap, '168h');
    await user.click(
      within(question).getByRole('button', { name: 'Rotate key' }),
    );
    expect(
      await screen.findByText(/^The previous value works until/),
    ).toBeInTheDocument();
    expect(
      portal.calls.find(({ name }) => name === 'rotateApiKey'),
    ).toMatchObject({ input: { body: { overlap: '168h' } } });
    expect(
      await screen.findByRole('button', { name: 'Show key' }),
    ).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Stop it now' }));
    const stop = await screen.findByRole('alertdialog', {
      name: 'Stop the previous value now?',
    });
    await user.click(within(stop).getByRole('button', { name: 'Stop it now' }));
    await waitFor(() =>
      expect(screen.queryByText(/^The previous value works until/)).toBeNull(),
    );
  });

  const openForm = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(await screen.findByRole('button', { name: 'Actions' }));
    await user.click(screen.getByRole('menuitem', { name: 'Edit' }));
    return screen.findByRole('dialog', { name: 'Edit this key' });
  };

  it('asks for another plan, and says that the old one stays until then', async () => {
    const user = userEvent.setup();
    const portal = portalWith();
    renderKey(portal);
    const form = await openForm(user);
    expect(form).toHaveTextContent(/needs the owner’s approval/);
    await user.click(await within(form).findByRole('radio', { name: /^gold/ }));
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(form).not.toBeInTheDocument());
    expect(
      portal.calls.filter(({ name }) => name === 'updateApiKey'),
    ).toMatchObject([{ input: { body: { planTier: 'gold' } } }]);
  });

  it('says that somebody changed the key meanwhile, and lets either change stay', async () => {
    const user = userEvent.setup();
    const portal = portalWith({ state: 'Pending' });
    renderKey(portal);
    const form = await openForm(user);
    const text = within(form).getByRole('textbox', { name: /Use case/ });
    await user.type(text, ', mine');
    const changeElsewhere = (version: string) => {
      const [key] = portal.keys;
      portal.keys = [
        {
          ...key,
          metadata: { ...key.metadata, resourceVersion: version },
          spec: { ...key.spec, useCase: 'Theirs' },
        },
      ];
    };
    changeElsewhere('7');
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    expect(await within(form).findByRole('alert')).toHaveTextContent(
      'Someone changed this key while you were editing.',
    );
    expect(text).toHaveValue('Nightly stock import, mine');
    expect(portal.keys[0].spec.useCase).toBe('Theirs');

    await user.click(
      within(form).getByRole('button', { name: 'Show their version' }),
    );
    const again = await screen.findByRole('textbox', {
      name: /Use case/,
    });
    expect(again).toHaveValue('Theirs');

    await user.type(again, ' and mine');
    changeElsewhere('8');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(portal.keys[0].spec.useCase).toBe('Theirs and mine'),
    );
  });

  it('says that a key is missing or hidden in the same words', async () => {
    const portal = new PortalInMemory();
    renderKey(portal);
    expect(
      await screen.findByText(/doesn’t exist, or you don’t have access to it/),
    ).toBeInTheDocument();
  });
});

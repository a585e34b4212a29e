import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleKey, exampleProduct } from '../../dev/fixtures';
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
    await user.click(screen.getByRole('checkbox', { name: /Put the key in/ }));
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
    [new PortalError(409, 'conflict'), /once the request is approved/],
    [new PortalError(503, 'unavailable'), /can’t tell whether the key/],
    [new TypeError('Failed to fetch'), /can’t tell whether the key/],
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
      screen.getByText(/50 requests a day, 5 a minute, shared by all silver/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Example')).toHaveTextContent(
      'curl --include "http://toystore.localhost:8080/toys" \\ --header "Authorization: APIKEY $TOYSTORE_API_KEY"',
    );
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

  it('says that a key is missing or hidden in the same words', async () => {
    const portal = new PortalInMemory();
    renderKey(portal);
    expect(
      await screen.findByText(/does not exist, or you may not see it/),
    ).toBeInTheDocument();
  });
});

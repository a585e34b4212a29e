import { KUADRANT_SIGNAL_CHANNEL } from '@kuadrant/backstage-plugin-kuadrant-common';
import { act, screen, waitFor } from '@testing-library/react';
import { exampleKey, exampleProduct, exampleRequest } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { TestSignals } from '../__testUtils__/TestSignals';
import { ApprovalsPage } from '../approvals/ApprovalsPage';
import { KeyPage } from '../key/KeyPage';
import { NavIcon } from '../nav/NavIcon';

const told = (signals: TestSignals, changed: string) =>
  act(async () => signals.send(KUADRANT_SIGNAL_CHANNEL, { changed }));
const count = (portal: PortalInMemory, call: string) =>
  portal.calls.filter(({ name }) => name === call).length;

describe('live updates', () => {
  it('show a new request and the badge at once, by one subscription, and nothing of other kinds', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    portal.requests = [exampleRequest('ann')];
    const signals = new TestSignals();
    const { unmount } = renderScreen(
      <>
        <NavIcon />
        <ApprovalsPage />
      </>,
      { portal, signals, user: 'user:default/owner1' },
    );
    expect(await screen.findByText('1 request')).toBeInTheDocument();
    expect(
      await screen.findByText('1 request needs your review'),
    ).toBeInTheDocument();
    expect(signals.listeners(KUADRANT_SIGNAL_CHANNEL)).toBe(1);

    portal.requests = [...portal.requests, exampleRequest('ben')];
    await told(signals, 'requests');
    expect(
      await screen.findByText('2 requests need your review'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Pending 2' }),
    ).toBeInTheDocument();

    const before = portal.calls.length;
    await told(signals, 'something newer');
    expect(portal.calls).toHaveLength(before);
    unmount();
    expect(signals.listeners(KUADRANT_SIGNAL_CHANNEL)).toBe(0);
  });

  it('read a list once for many signals that come together', async () => {
    const portal = new PortalInMemory();
    portal.requests = [exampleRequest('ann')];
    const signals = new TestSignals();
    renderScreen(<ApprovalsPage />, { portal, signals });
    await screen.findByText('1 request');
    const before = count(portal, 'listRequests');
    portal.requests = [];
    for (let index = 0; index < 50; index++) {
      await told(signals, 'requests');
    }
    expect(
      await screen.findByText('You’re all caught up.'),
    ).toBeInTheDocument();
    // one at once and one for those that came while it was under way
    await waitFor(() => expect(count(portal, 'listRequests')).toBe(before + 2));
  });

  it('tell the requester of the decision on the page of the key', async () => {
    const portal = new PortalInMemory();
    portal.products = [exampleProduct('toystore')];
    const waiting = exampleKey('stock', {
      state: 'Pending',
      reveal: { available: false },
      actions: ['delete', 'update'],
    });
    portal.keys = [waiting];
    const signals = new TestSignals();
    renderScreen(<KeyPage />, {
      portal,
      signals,
      mountPath: '/kuadrant/keys/:namespace/:name',
      at: '/kuadrant/keys/kuadrant-consumer1-3f2a91c0/stock',
    });
    expect(
      await screen.findByText('It can be shown once the request is approved.'),
    ).toBeInTheDocument();
    portal.keys = [exampleKey('stock')];
    await told(signals, 'apikeys');
    expect(
      await screen.findByRole('button', { name: 'Show key' }),
    ).toBeInTheDocument();
  });
});

describe('the badge in the navigation', () => {
  it('is not there while nothing waits', async () => {
    const portal = new PortalInMemory();
    renderScreen(<NavIcon />, { portal });
    await waitFor(() => expect(count(portal, 'listRequests')).toBe(1));
    expect(screen.queryByText(/wait/)).toBeNull();
  });
});

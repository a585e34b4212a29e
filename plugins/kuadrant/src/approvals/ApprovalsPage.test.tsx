import { KUADRANT_SIGNAL_CHANNEL } from '@kuadrant/backstage-plugin-kuadrant-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleProduct, exampleRequest } from '../../dev/fixtures';
import { PortalError, PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { TestSignals } from '../__testUtils__/TestSignals';
import { ApprovalsPage } from './ApprovalsPage';

const person = (name: string) => ({
  requestedBy: {
    userId: `user:default/${name}`,
    email: `${name}@example.com`,
  },
});

function portalWith(...names: string[]) {
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore')];
  portal.requests = names.map(name =>
    exampleRequest(name, { spec: { ...person(name), useCase: `For ${name}` } }),
  );
  return portal;
}

const render = (portal: PortalInMemory) =>
  renderScreen(<ApprovalsPage />, {
    portal,
    user: 'user:default/owner1',
  });
const reviewButton = (name: string) =>
  screen.findByRole('button', {
    name: new RegExp(`^Review the request from .*${name}.* for Toystore API$`),
  });
const decisions = (portal: PortalInMemory) =>
  portal.calls.filter(({ name }) => /approve|reject|bulk/.test(name));

describe('ApprovalsPage', () => {
  it('approves with a message and moves the focus to the next request', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    const { container } = render(portal);

    await user.click(await reviewButton('ann'));
    const panel = screen.getByRole('region', {
      name: /Review the request from .*ann/,
    });
    expect(within(panel).getByRole('heading')).toHaveFocus();
    expect(within(panel).getByText('For ann')).toBeInTheDocument();
    expect(
      await within(panel).findByText(/50 requests a day, 5 a minute/),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();

    await user.type(
      within(panel).getByRole('textbox', { name: /^Message to/ }),
      'go ahead',
    );
    await user.click(within(panel).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    expect(decisions(portal)).toEqual([
      {
        name: 'approveRequest',
        input: {
          params: { namespace: 'demo', name: 'ann' },
          body: { message: 'go ahead', revision: 'revision-ann' },
        },
      },
    ]);
    expect(await reviewButton('ben')).toHaveFocus();
    expect(screen.getByText(/^Approved. 1 pending/)).toBeInTheDocument();
  });

  it('warns where somebody else may have written who requests', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ceo');
    portal.requests[1].requesterUnverified = true;
    render(portal);
    await user.click(await reviewButton('ceo'));
    expect(screen.getByText(/also wrote who requests it/)).toBeInTheDocument();
    expect(screen.getAllByText('name not verified')).toHaveLength(1);
    await user.click(await reviewButton('ann'));
    expect(screen.queryByText(/also wrote who requests it/)).toBeNull();
    for (const checkbox of screen.getAllByRole('checkbox', {
      name: /ann|ceo/,
    })) {
      await user.click(checkbox);
    }
    await user.click(screen.getByRole('button', { name: /Approve 2/ }));
    expect(
      await within(await screen.findByRole('dialog')).findByText(
        /ceo.*\(name not verified\)/,
      ),
    ).toBeInTheDocument();
  });

  it('holds a decision back when the request changed after it was opened', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann');
    const signals = new TestSignals();
    renderScreen(<ApprovalsPage />, {
      portal,
      user: 'user:default/owner1',
      signals,
    });
    await user.click(await reviewButton('ann'));
    const panel = screen.getByRole('region', {
      name: /Review the request from .*ann/,
    });
    expect(panel).toHaveTextContent('silver');
    const [request] = portal.requests;
    portal.requests = [
      {
        ...request,
        revision: 'revision-2',
        spec: {
          ...request.spec,
          planTier: 'gold',
          useCase: 'For everybody',
          expiresAt: '2030-01-01T12:00:00Z',
        },
      },
    ];
    await act(async () =>
      signals.send(KUADRANT_SIGNAL_CHANNEL, { changed: 'requests' }),
    );
    expect(
      await within(panel).findByText(
        'This request changed after you opened it.',
      ),
    ).toBeInTheDocument();
    expect(panel).toHaveTextContent('For ann');
    expect(panel).not.toHaveTextContent('gold');
    expect(
      within(panel).getByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
    expect(
      within(panel).getByRole('button', { name: 'Reject' }),
    ).toBeDisabled();

    await user.click(
      within(panel).getByRole('button', { name: 'Show changes' }),
    );
    expect(
      within(panel)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Plan: silver → gold',
      expect.stringMatching(/^Expiry: never → January 1, 2030/),
      'Use case: “For ann” → “For everybody”',
    ]);
    await user.click(within(panel).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(decisions(portal)).toHaveLength(1));
    expect(decisions(portal)[0].input).toMatchObject({
      body: { revision: 'revision-2' },
    });
  });

  it('shows what changed when the server knew it before the list', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann');
    render(portal);
    await user.click(await reviewButton('ann'));
    const panel = screen.getByRole('region', {
      name: /Review the request from .*ann/,
    });
    const [request] = portal.requests;
    portal.requests = [
      {
        ...request,
        revision: 'revision-2',
        spec: { ...request.spec, planTier: 'gold' },
      },
    ];
    await user.click(within(panel).getByRole('button', { name: 'Approve' }));
    expect(
      await within(panel).findByText('The request changed.'),
    ).toBeInTheDocument();
    await user.click(
      await within(panel).findByRole('button', { name: 'Show changes' }),
    );
    expect(within(panel).getByText('Plan: silver → gold')).toBeInTheDocument();
    expect(portal.requests[0].state).toBe('Pending');
  });

  it('goes on to the next request where that is asked for', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    render(portal);
    await user.click(await reviewButton('ann'));
    await user.click(
      screen.getByRole('checkbox', { name: 'Open next request' }),
    );
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    const next = await screen.findByRole('region', {
      name: /Review the request from .*ben/,
    });
    expect(within(next).getByRole('heading')).toHaveFocus();
    expect(decisions(portal)).toHaveLength(1);
  });

  it('lets a reviewer decide otherwise, with words of its own', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    render(portal);
    await user.click(await reviewButton('ann'));
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByText(/You approved the request from .*ann/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Change decision…' }));
    const panel = screen.getByRole('region', {
      name: /Review the request from .*ann/,
    });
    await user.type(
      within(panel).getByRole('textbox', { name: /^Message to/ }),
      'by mistake',
    );
    await user.click(within(panel).getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(portal.requests[0].state).toBe('Denied'));
    expect(decisions(portal).map(({ name }) => name)).toEqual([
      'approveRequest',
      'rejectRequest',
    ]);
  });

  it('filters what was decided by state, with the counts of the server', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    portal.requests = portal.requests.map((request, index) => ({
      ...request,
      state: index === 0 ? 'Approved' : 'Denied',
      awaitingReview: false,
    }));
    render(portal);
    await user.click(await screen.findByRole('button', { name: 'Decided' }));
    const status = await screen.findByRole('combobox', { name: 'Status' });
    expect(
      within(status)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['All', 'Rejected (1)', 'Active (1)']);
    await user.selectOptions(status, 'Denied');
    await waitFor(() =>
      expect(
        portal.calls.filter(({ name }) => name === 'listRequests').at(-1)
          ?.input,
      ).toMatchObject({ query: { status: ['Denied'] } }),
    );
  });

  it('offers to narrow the list to what is on its other pages as well', async () => {
    const portal = portalWith(
      ...Array.from({ length: 60 }, (_, index) => `person${index}`),
    );
    const last = portal.requests[59];
    last.product = { ...last.product, name: 'games', displayName: 'Games API' };
    last.spec.planTier = 'gold';
    render(portal);
    const choicesOf = async (name: string) =>
      within(await screen.findByRole('combobox', { name }))
        .getAllByRole('option')
        .map(({ textContent }) => textContent);
    expect(await choicesOf('API')).toEqual([
      'All',
      'Toystore API',
      'Games API',
    ]);
    expect(await choicesOf('Plan')).toEqual(['All', 'silver', 'gold']);
    expect(await choicesOf('Requester')).toHaveLength(61);

    await userEvent
      .setup()
      .selectOptions(
        screen.getByRole('combobox', { name: 'API' }),
        'Games API',
      );
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    expect(await choicesOf('API')).toEqual([
      'All',
      'Toystore API',
      'Games API',
    ]);
    expect(await choicesOf('Requester')).toHaveLength(61);
  });

  it('tells who asks, as the catalog knows them', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann');
    renderScreen(<ApprovalsPage />, {
      portal,
      user: 'user:default/owner1',
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'ann', namespace: 'default' },
          spec: { profile: { email: 'ann@work.test' } },
          relations: [{ type: 'memberOf', targetRef: 'group:default/retail' }],
        },
      ],
    });
    await user.click(await reviewButton('ann'));
    const panel = screen.getByRole('region', {
      name: /Review the request from .*ann/,
    });
    expect(
      await within(panel).findByRole('link', { name: 'retail' }),
    ).toBeInTheDocument();
    // the request may name another address than the catalog
    expect(panel).toHaveTextContent(
      'ann@example.com · in the catalog: ann@work.test',
    );
  });

  it('rejects only with words to the requester, and forgets them for the next', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    render(portal);
    await user.click(await reviewButton('ann'));
    await user.click(screen.getByRole('button', { name: 'Reject' }));
    expect(
      screen.getByText(/^Give a reason, so that .*ann/),
    ).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /^Message to/ })).toHaveFocus();
    expect(decisions(portal)).toEqual([]);

    await user.keyboard('use bronze');
    await user.click(screen.getByRole('button', { name: 'Reject' }));
    await waitFor(() => expect(portal.requests[0].state).toBe('Denied'));
    await user.click(await reviewButton('ben'));
    expect(screen.getByRole('textbox', { name: /^Message to/ })).toHaveValue(
      '',
    );
  });

  it('keeps what was written when somebody else was faster', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann');
    portal.failures.set(
      'approveRequest',
      new PortalError(409, 'already decided by owner2'),
    );
    render(portal);
    await user.click(await reviewButton('ann'));
    await user.type(screen.getByRole('textbox', { name: /^Message/ }), 'fine');
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'already decided by owner2',
    );
    expect(screen.getByRole('textbox', { name: /^Message/ })).toHaveValue(
      'fine',
    );
  });

  it('decides on many and keeps those selected that failed', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben', 'cleo');
    render(portal);
    await reviewButton('ann');
    await user.click(
      screen.getByRole('checkbox', {
        name: 'Select all requests on this page',
      }),
    );
    expect(screen.getAllByText('3 selected').length).toBeGreaterThan(0);
    portal.requests[1] = { ...portal.requests[1], awaitingReview: false };
    await user.click(screen.getByRole('button', { name: 'Approve 3…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve 3 requests?',
    });
    expect(dialog).toHaveTextContent('Toystore API · silver');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      /1 failed:.*ben.*already decided by owner2/,
    );
    expect(
      within(dialog).getByRole('button', { name: 'Retry 1' }),
    ).toBeInTheDocument();
    expect(portal.requests.map(({ state }) => state)).toEqual([
      'Approved',
      'Pending',
      'Approved',
    ]);
  });

  it('moves and selects by keys, and never decides by them', async () => {
    const user = userEvent.setup();
    const portal = portalWith('ann', 'ben');
    render(portal);
    (await reviewButton('ann')).focus();
    await user.keyboard('j');
    expect(await reviewButton('ben')).toHaveFocus();
    await user.keyboard('x');
    expect(
      screen.getByRole('checkbox', { name: /Select the request from .*ben/ }),
    ).toBeChecked();
    await user.keyboard('a');
    expect(
      screen.getByRole('region', { name: /Review the request from .*ben/ }),
    ).toBeInTheDocument();
    expect(decisions(portal)).toEqual([]);
    await user.keyboard('{Escape}');
    expect(await reviewButton('ben')).toHaveFocus();
  });

  it('tells an empty queue from one that could not be read', async () => {
    const empty = render(new PortalInMemory());
    expect(
      await screen.findByText('You’re all caught up.'),
    ).toBeInTheDocument();
    empty.unmount();

    const portal = portalWith('ann');
    portal.failures.set('listRequests', new PortalError(404, 'broken'));
    render(portal);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The requests could not be loaded.',
    );
  });
});

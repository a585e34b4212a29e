import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import {
  exampleKey,
  exampleProduct,
  exampleRequest,
  exampleRoute,
  NOW,
} from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { ActivityTab } from './ActivityTab';
import { DefinitionTab } from './DefinitionTab';
import { OverviewTab } from './OverviewTab';
import { PoliciesTab } from './PoliciesTab';

const render = (tab: JSX.Element, portal: PortalInMemory, user?: string) =>
  renderScreen(tab, {
    portal,
    user,
    mountPath: '/kuadrant/products/:namespace/:name',
    at: '/kuadrant/products/demo/toystore',
  });

function portalWith(changes: Parameters<typeof exampleProduct>[1] = {}) {
  const portal = new PortalInMemory();
  portal.products = [exampleProduct('toystore', changes)];
  return portal;
}

const enforced = {
  conditions: [
    {
      type: 'Enforced',
      status: 'True' as const,
      reason: 'Enforced',
      message: 'enforced',
      lastTransitionTime: NOW,
    },
  ],
};
const onRoute = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  name: 'toystore',
};
const onGateway = { ...onRoute, kind: 'Gateway', name: 'external' };

describe('Policies and plans', () => {
  it('tells which policies are in force, from where, and what they limit', async () => {
    const portal = portalWith();
    portal.routes = [
      exampleRoute('toystore', {
        metadata: { namespace: 'demo', name: 'toystore' },
        spec: { parentRefs: [{ name: 'external', namespace: 'gateways' }] },
      }),
    ];
    portal.planPolicies = [
      {
        apiVersion: 'extensions.kuadrant.io/v1alpha1',
        kind: 'PlanPolicy',
        metadata: { namespace: 'demo', name: 'plans' },
        spec: { targetRef: onRoute, plans: [] },
        status: enforced,
      },
    ];
    portal.rateLimitPolicies = [
      {
        apiVersion: 'kuadrant.io/v1',
        kind: 'RateLimitPolicy',
        metadata: { namespace: 'gateways', name: 'all-calls' },
        spec: {
          targetRef: onGateway,
          limits: {
            all: { rates: [{ limit: 1000, window: '1m' }] },
            each: {
              rates: [{ limit: 10, window: '10s' }],
              counters: [{ expression: 'auth.identity.userid' }],
            },
          },
        },
        status: {
          conditions: [
            {
              ...enforced.conditions[0],
              status: 'False',
              message: 'the limiter is away',
            },
          ],
        },
      },
    ];
    const { container } = render(<PoliciesTab />, portal);
    const policies = await screen.findByRole('region', {
      name: 'Policies in force',
    });
    expect(await within(policies).findByText('demo/plans')).toBeInTheDocument();
    expect(
      within(policies).getByText('attached to the route toystore · enforced'),
    ).toBeInTheDocument();
    expect(
      within(policies).getByText(
        'inherited from the gateway external · not enforced: the limiter is away',
      ),
    ).toBeInTheDocument();
    expect(policies).toHaveTextContent(
      'all: 1,000 requests a minute · one counter for all calls',
    );
    expect(policies).toHaveTextContent(
      'each: 10 requests every 10 seconds · counted for each caller apart',
    );
    expect(policies).toHaveTextContent(
      'AuthPolicy: none applies, so keys can’t work.',
    );
    const plans = screen.getByRole('region', { name: 'Plans' });
    expect(plans).toHaveTextContent('shared by all gold keys of this API');
    expect(plans).toHaveTextContent(
      'A window starts with the first call that it counts',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows the plans to those who may not read the policies', async () => {
    render(<PoliciesTab />, portalWith());
    expect(
      await screen.findByText(/You may not read the policies themselves/),
    ).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Plans' })).toHaveTextContent(
      '50 requests a day, 5 a minute',
    );
  });

  it('says where tokens come from when the API takes them', async () => {
    const portal = portalWith();
    const [product] = portal.products;
    product.status = {
      ...product.status,
      discoveredAuthScheme: {
        authentication: { people: { jwt: { issuerUrl: 'https://id.test' } } },
      },
      oidcDiscovery: { tokenEndpoint: 'https://id.test/token' },
    };
    render(<PoliciesTab />, portal);
    const tokens = await screen.findByRole('region', { name: 'Tokens' });
    expect(
      within(tokens).getByRole('link', { name: /https:\/\/id.test/ }),
    ).toHaveAttribute('href', 'https://id.test');
    expect(tokens).toHaveTextContent('https://id.test/token');
  });
});

describe('Definition', () => {
  const failing = (actions: ('update' | 'requestKey')[]) => {
    const portal = portalWith({ actions });
    const [product] = portal.products;
    product.spec.documentation = { openAPISpecURL: 'https://a.test/api.yaml' };
    product.status = {
      ...product.status,
      conditions: [
        {
          type: 'OpenAPISpecReady',
          status: 'False',
          reason: 'FetchFailed',
          message: 'https://a.test/api.yaml answered 404',
          lastTransitionTime: new Date(Date.now() - 600_000).toISOString(),
        },
      ],
    };
    return portal;
  };

  it('says why the document could not be read, since when, and leads the owner to its address', async () => {
    render(<DefinitionTab />, failing(['update']));
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('https://a.test/api.yaml answered 404');
    expect(notice).toHaveTextContent('This began 10 minutes ago.');
    expect(
      within(notice).getByRole('button', { name: 'Change the address' }),
    ).toHaveAttribute('href', '/kuadrant/products/demo/toystore/edit');
  });

  it('offers the address to nobody else', async () => {
    render(<DefinitionTab />, failing(['requestKey']));
    await screen.findByRole('alert');
    expect(
      screen.queryByRole('button', { name: 'Change the address' }),
    ).toBeNull();
  });
});

describe('Activity', () => {
  const decision = {
    approved: true,
    reviewedBy: 'user:default/owner1',
    reviewedAt: '2026-11-22T09:00:00Z',
    message: '<i>fine</i>',
    automatic: false,
  };

  it('tells reviewers what happened, the newest first', async () => {
    const portal = portalWith({ actions: ['review'] });
    portal.requests = [exampleRequest('ann', { decisions: [decision] })];
    const { container } = render(<ActivityTab />, portal);
    await screen.findByRole('list');
    const items = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(items).toHaveLength(4);
    expect(items[2]).toMatch(/owner1 approved silver for .*consumer1.*<i>fine/);
    expect(items[3]).toMatch(/consumer1 asked for silver.*Nightly stock/);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('tells others of their own requests only', async () => {
    const portal = portalWith();
    portal.keys = [exampleKey('stock', { decisions: [decision] })];
    portal.requests = [exampleRequest('hidden')];
    render(<ActivityTab />, portal);
    expect(await screen.findByText(/your requests for it/)).toBeInTheDocument();
    expect(portal.calls.map(({ name }) => name)).not.toContain('listRequests');
  });
});

describe('OverviewTab', () => {
  const shared = {
    status: {
      conditions: [
        {
          type: 'KeysIsolated',
          status: 'False' as const,
          reason: 'SelectorShared',
          message: 'demo/gamestore',
          lastTransitionTime: NOW,
        },
      ],
    },
  };

  it('warns that keys of other products work, and gives owners the rule against it', async () => {
    render(
      <OverviewTab />,
      portalWith({ ...shared, actions: ['update', 'requestKey'] }),
    );
    expect(
      await screen.findByText(
        /Keys of other products work here too: demo\/gamestore/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('YAML')).toHaveTextContent(
      'auth.identity.metadata.labels["devportal.kuadrant.io/apiproduct"] == "toystore"',
    );
  });

  it('gives the rule to nobody who cannot change the product', async () => {
    render(<OverviewTab />, portalWith(shared));
    expect(
      await screen.findByText(/Keys of other products work here too/),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText('YAML')).not.toBeInTheDocument();
  });
});

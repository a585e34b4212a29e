import type { PolicyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  exampleHost,
  exampleKey,
  exampleLimit,
  exampleProduct,
  exampleRequest,
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

const onRoute = { kind: 'HTTPRoute', namespace: 'demo', name: 'toystore' };
const onGateway = { kind: 'Gateway', namespace: 'gateways', name: 'external' };
const policy = (changes: Partial<PolicyView>): PolicyView => ({
  kind: 'AuthPolicy',
  namespace: 'demo',
  name: 'policy',
  target: onRoute,
  state: 'inForce',
  onlySome: false,
  ...changes,
});

describe('Policies and plans', () => {
  it('tells which policies there are, from where, whether they are in force, and what they limit', async () => {
    const portal = portalWith({
      policies: [
        policy({ kind: 'PlanPolicy', name: 'plans' }),
        policy({
          kind: 'RateLimitPolicy',
          namespace: 'gateways',
          name: 'all-calls',
          target: onGateway,
          sectionName: 'public',
          state: 'notInForce',
          reason: 'Unknown',
          message: 'the limiter is away',
          limits: [
            exampleLimit({
              name: 'all',
              limit: 1000,
              window: '1m',
              seconds: 60,
              identityNotExported: true,
            }),
            exampleLimit({
              name: 'each',
              limit: 10,
              window: '10s',
              seconds: 10,
              scope: 'user',
            }),
          ],
        }),
        policy({
          kind: 'RateLimitPolicy',
          name: 'admins',
          onlySome: true,
          state: 'overridden',
        }),
      ],
    });
    const { container } = render(<PoliciesTab />, portal);
    const policies = await screen.findByRole('region', {
      name: 'Policies in force',
    });
    expect(within(policies).getByText('demo/plans')).toBeInTheDocument();
    expect(
      within(policies).getByText('attached to the route toystore · enforced'),
    ).toBeInTheDocument();
    expect(
      within(policies).getByText(
        'inherited from the gateway external/public · not enforced: Unknown: the limiter is away',
      ),
    ).toBeInTheDocument();
    expect(
      within(policies).getByText(
        'attached to the route toystore · replaced by other policies · for some rules or listeners only',
      ),
    ).toBeInTheDocument();
    expect(policies).toHaveTextContent(
      'all: 1,000 requests a minute · shared by all callers of this API',
    );
    expect(policies).toHaveTextContent('the AuthPolicy doesn’t export');
    expect(policies).toHaveTextContent(
      'each: 10 requests every 10 seconds · for all keys of one person together',
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

  it('tells why no plan is offered, in the words of the policy', async () => {
    render(
      <PoliciesTab />,
      portalWith({
        plans: {
          state: 'refused',
          why: {
            policy: { kind: 'PlanPolicy', namespace: 'demo', name: 'plans' },
            condition: 'Accepted',
            reason: 'Invalid',
            message: 'the predicate has no end',
          },
        },
      }),
    );
    const plans = await screen.findByRole('region', { name: 'Plans' });
    expect(plans).toHaveTextContent('The plans aren’t in force');
    expect(plans).toHaveTextContent('Invalid: the predicate has no end');
    expect(within(plans).queryByRole('button')).toBeNull();
  });

  it('says that a plan is not chosen by the key, and writes its name as it is', async () => {
    const [plan] = exampleProduct('toystore').limits;
    render(
      <PoliciesTab />,
      portalWith({
        plans: {
          state: 'offered',
          plans: [
            {
              tier: 'gold',
              readsPlanId: false,
              limits: [plan],
              replacedBy: [],
            },
          ],
        },
      }),
    );
    const plans = await screen.findByRole('region', { name: 'Plans' });
    expect(plans).toHaveTextContent('This plan isn’t chosen by the key');
    expect(
      within(plans).getByRole('button', { name: 'Request gold' }),
    ).toHaveStyle({ textTransform: 'none' });
  });

  it('shows the plans to those who may not read the policies', async () => {
    render(<PoliciesTab />, portalWith());
    expect(
      await screen.findByText(/You don’t have access to the policies/),
    ).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Plans' })).toHaveTextContent(
      '50 requests a day, 5 a minute',
    );
  });

  it('links only to web addresses and plain e-mail addresses, whatever kubectl wrote', async () => {
    render(
      <OverviewTab />,
      portalWith({
        jwtIssuers: ['data:text/html,1'],
        spec: {
          contact: {
            email: 'a@b.cc?body=x&bcc=evil@example.org',
            url: 'https://exa mple.org',
          },
          documentation: { docsURL: 'data:text/html,2' },
        },
      }),
    );
    for (const text of [
      'data:text/html,1',
      'data:text/html,2',
      'a@b.cc?body=x&bcc=evil@example.org',
      'https://exa mple.org',
    ]) {
      expect((await screen.findByText(text)).closest('a')).toBeNull();
    }
  });

  it('says where tokens come from when the API takes them', async () => {
    const portal = portalWith({
      jwtIssuers: ['https://id.test', 'https://other.test'],
      status: { oidcDiscovery: { tokenEndpoint: 'https://id.test/token' } },
    });
    render(<PoliciesTab />, portal);
    const tokens = await screen.findByRole('region', { name: 'Tokens' });
    expect(
      within(tokens).getByRole('link', { name: /https:\/\/id.test/ }),
    ).toHaveAttribute('href', 'https://id.test');
    expect(tokens).toHaveTextContent('https://other.test');
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
    expect(notice).toHaveTextContent('First failed 10 minutes ago.');
    expect(
      within(notice).getByRole('button', { name: 'Change the URL' }),
    ).toHaveAttribute('href', '/kuadrant/products/demo/toystore/edit');
  });

  it('says one thing at a time, with the way to the document', async () => {
    render(<DefinitionTab />, failing(['requestKey']));
    const notice = await screen.findByRole('alert');
    expect(
      within(notice).getByRole('link', { name: /Open the document/ }),
    ).toHaveAttribute('href', 'https://a.test/api.yaml');
    expect(notice).toHaveTextContent('It is fetched again every few minutes.');
    expect(screen.queryByText(/has not been read yet/)).toBeNull();
  });

  it.each([
    ['grpc', 'syntax = "proto3";', /syntax/],
    ['unknown', 'hello: world', /hello/],
  ])('draws a definition of type %s', async (type, definition, text) => {
    const portal = portalWith({ actions: [] });
    portal.definition = { type, definition };
    portal.products[0].status = {
      ...portal.products[0].status,
      openapi: { raw: definition, lastSyncTime: '2026-01-01T00:00:00Z' },
    };
    render(<DefinitionTab />, portal);
    await waitFor(() => expect(document.body.textContent).toMatch(text));
  });

  it('offers no call from within a definition', async () => {
    const portal = portalWith({ actions: [] });
    const definition = JSON.stringify({
      openapi: '3.0.3',
      info: { title: 'Toys', version: '1' },
      servers: [{ url: '/api/v3' }],
      paths: { '/toys': { get: { summary: 'List toys', responses: {} } } },
    });
    portal.definition = { type: 'openapi', definition };
    portal.products[0].status = {
      ...portal.products[0].status,
      openapi: { raw: definition, lastSyncTime: '2026-01-01T00:00:00Z' },
    };
    render(<DefinitionTab />, portal);
    await userEvent.click(await screen.findByText('List toys'));
    await screen.findByText('Parameters');
    expect(screen.queryByText(/Try it out/)).toBeNull();
  });

  it('offers a very large definition as a file, and says what could not be kept', async () => {
    const portal = portalWith({ actions: [] });
    const [product] = portal.products;
    product.spec.documentation = { openAPISpecURL: 'https://a.test/api.yaml' };
    product.status = {
      ...product.status,
      openapi: { raw: 'stub', lastSyncTime: '2026-01-01T00:00:00Z' },
    };
    portal.definition = { definition: 'x'.repeat(9_600_000) };
    const { unmount } = render(<DefinitionTab />, portal);
    await screen.findByText(/Too large to show \(10 MB\)/);
    expect(screen.getByRole('button', { name: 'Download' })).toBeEnabled();
    unmount();

    portal.definition = { complete: false };
    render(<DefinitionTab />, portal);
    await screen.findByText(/could not be kept beside it/);
    screen.getByRole('link', { name: /Open the document/ });
  });

  it('offers the address to nobody else', async () => {
    render(<DefinitionTab />, failing(['requestKey']));
    await screen.findByRole('alert');
    expect(screen.queryByRole('button', { name: 'Change the URL' })).toBeNull();
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
    expect(items[3]).toMatch(/consumer1 requested silver.*Nightly stock/);
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

  describe('examples of calls', () => {
    const call = { query: [], headers: [], placeholders: [] };
    const OPERATIONS = {
      type: 'openapi',
      operationCount: 3,
      preferred: 'GET /toys',
      items: [
        {
          name: 'POST /toys',
          summary: 'Add a toy',
          call: {
            ...call,
            method: 'POST',
            path: '/v2/toys',
            body: {
              contentType: 'application/json',
              text: '{"name":"YOUR-NAME"}',
            },
            placeholders: ['YOUR-NAME'],
          },
        },
        {
          name: 'GET /toys',
          call: { ...call, method: 'GET', path: '/v2/toys' },
        },
      ],
    };

    it('begin with the simplest operation, and follow the choice of another', async () => {
      const portal = portalWith({});
      portal.operations = OPERATIONS;
      render(<OverviewTab />, portal);
      const example = await screen.findByLabelText('Example');
      expect(example).toHaveTextContent(
        'curl --include "http://toystore.localhost:8080/v2/toys"',
      );
      const field = screen.getByRole('textbox', { name: 'Operation' });
      expect(field).toHaveValue('GET /toys');
      expect(screen.getByText('2 of 3 operations')).toBeInTheDocument();
      await userEvent.clear(field);
      await userEvent.type(field, 'POST');
      await userEvent.click(await screen.findByText('POST /toys'));
      expect(screen.getByLabelText('Example')).toHaveTextContent(
        /--request POST .*--data-raw '{"name":"YOUR-NAME"}'/,
      );
      expect(
        screen.getByText('Replace YOUR-NAME with your own values.'),
      ).toBeInTheDocument();
    });

    it('call the prefix of the route where there is no document', async () => {
      render(<OverviewTab />, portalWith({ pathPrefix: '/v1' }));
      expect(await screen.findByLabelText('Example')).toHaveTextContent(
        'curl --include "http://toystore.localhost:8080/v1"',
      );
    });

    it.each([
      ['asyncapi', /sends and receives messages/],
      ['grpc', /gRPC client made from the definition/],
    ])('say why there is none for %s', async (type, text) => {
      const portal = portalWith({});
      portal.operations = { type, operationCount: 1, items: [] };
      render(<OverviewTab />, portal);
      expect(await screen.findByText(text)).toBeInTheDocument();
      expect(screen.queryByLabelText('Example')).toBeNull();
    });

    it('ask a GraphQL API what every one answers', async () => {
      const portal = portalWith({ pathPrefix: '/graphql' });
      portal.operations = {
        type: 'graphql',
        operationCount: 1,
        items: [
          {
            name: 'POST',
            call: {
              ...call,
              method: 'POST',
              body: {
                contentType: 'application/json',
                text: '{"query":"{ __typename }"}',
              },
            },
          },
        ],
      };
      render(<OverviewTab />, portal);
      expect(await screen.findByLabelText('Example')).toHaveTextContent(
        /8080\/graphql" .*--data-raw '{"query":"{ __typename }"}'/,
      );
      expect(screen.getByText(/doesn’t contain the path/)).toBeInTheDocument();
    });

    it('are not there where no key works', async () => {
      render(
        <OverviewTab />,
        portalWith({
          access: {
            works: false,
            reason: 'NoAuthPolicy',
            fixer: 'platformEngineer',
            message: 'no policy',
          },
        }),
      );
      await screen.findByRole('region', { name: 'Calling' });
      expect(screen.queryByLabelText('Example')).toBeNull();
    });
  });

  it('shows owners how to record calls by key, and nobody else that they are not', async () => {
    const conditions = [
      {
        type: 'IdentityExported',
        status: 'False' as const,
        reason: 'IdentityNotExported',
        message: 'Not exported',
        lastTransitionTime: NOW,
      },
    ];
    const { unmount } = render(
      <OverviewTab />,
      portalWith({ actions: ['update'], status: { conditions } }),
    );
    expect(
      await screen.findByText(/can’t be counted for each key/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('YAML')).toHaveTextContent(
      'auth.identity.metadata.annotations["devportal.kuadrant.io/key-id"]',
    );
    unmount();

    render(
      <OverviewTab />,
      portalWith({ actions: ['requestKey'], status: { conditions } }),
    );
    expect(
      await screen.findByRole('region', { name: 'Health' }),
    ).not.toHaveTextContent('be counted for each key');
  });

  it('says in the history that plans are not in force, in the words of the policy', async () => {
    render(
      <ActivityTab />,
      portalWith({
        status: {
          conditions: [
            {
              type: 'PlanPolicyDiscovered',
              status: 'False',
              reason: 'PlanPolicyNotReady',
              message: 'PlanPolicy demo/plans is not accepted: Invalid: no end',
              lastTransitionTime: NOW,
            },
          ],
        },
      }),
    );
    expect(
      await screen.findByText(
        /The plans aren’t in force: PlanPolicy demo\/plans is not accepted: Invalid: no end\./,
      ),
    ).toBeInTheDocument();
  });

  it('tells where to call and with what, and lets one choose among addresses', async () => {
    const portal = portalWith({
      pathPrefix: '/v1',
      hosts: [
        exampleHost('toys.test', {
          viaAddress: { url: 'http://192.0.2.7:8080', hostHeader: 'toys.test' },
        }),
        exampleHost('*.toys.test', {
          kind: 'wildcard',
          url: 'http://<your-host>.toys.test',
          placeholder: true,
        }),
      ],
    });
    const { container } = render(<OverviewTab />, portal);
    const calling = await screen.findByRole('region', { name: 'Calling' });
    expect(calling).toHaveTextContent('http://toys.test:8080');
    expect(calling).toHaveTextContent('All paths begin with /v1.');
    expect(calling).toHaveTextContent(
      'Without DNS: call http://192.0.2.7:8080 with the header “Host: toys.test”.',
    );
    expect(calling).toHaveTextContent(
      'key in the header “Authorization: APIKEY <key>”',
    );
    await userEvent.click(
      within(calling).getByRole('button', { name: /Address to call/ }),
    );
    await userEvent.click(
      screen.getByRole('option', { name: 'http://<your-host>.toys.test' }),
    );
    expect(calling).toHaveTextContent(
      'Replace <your-host> with your own values.',
    );
    expect(await axe(container)).toHaveNoViolations();
  });

  it('passes on why policies are not in force', async () => {
    const condition = (type: string, reason: string, message: string) => ({
      type,
      status: 'False' as const,
      reason,
      message,
      lastTransitionTime: NOW,
    });
    render(
      <OverviewTab />,
      portalWith({
        plans: {
          state: 'refused',
          why: {
            policy: { kind: 'PlanPolicy', namespace: 'demo', name: 'plans' },
            condition: 'Accepted',
            reason: 'Invalid',
            message: 'No end.',
          },
        },
        status: {
          conditions: [
            condition(
              'AuthPolicyDiscovered',
              'AuthPolicyNotReady',
              'It is away',
            ),
            condition('PlanPolicyDiscovered', 'PlanPolicyNotReady', 'Refused'),
          ],
        },
      }),
    );
    const health = await screen.findByRole('region', { name: 'Health' });
    expect(health).toHaveTextContent(
      'keys are refused for now: It is away. Ask a platform engineer',
    );
    expect(health).toHaveTextContent(
      'The plans aren’t in force: Invalid: No end. Ask',
    );
  });

  it('says that no key is needed', async () => {
    render(<OverviewTab />, portalWith({ anonymous: true }));
    expect(await screen.findByText(/No key is needed/)).toBeInTheDocument();
  });

  it('says why no key can be requested, and who can fix it', async () => {
    render(
      <OverviewTab />,
      portalWith({
        actions: [],
        hosts: [],
        access: {
          works: false,
          reason: 'AuthPolicyNotReady',
          message: 'The AuthPolicy demo/a is not in force: Unknown: away',
          fixer: 'platformEngineer',
        },
      }),
    );
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent(
      'No key can be requested now. The AuthPolicy of this API isn’t in force. Ask a platform engineer to fix it.',
    );
    expect(notice).toHaveTextContent('Unknown: away');
    expect(screen.queryByRole('button', { name: /Request/ })).toBeNull();
  });
});

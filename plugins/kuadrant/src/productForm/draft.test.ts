import { exampleProduct } from '../../dev/fixtures';
import {
  createBody,
  draftOf,
  emptyDraft,
  patchBody,
  proposedName,
} from './draft';
import { effectivePolicy } from '../policies/effectivePolicy';

const product = exampleProduct('toystore', {
  spec: {
    description: 'Toys',
    tags: ['retail'],
    contact: { team: 'Toy team', email: 'toys@example.com' },
    keyLifetime: { maxDays: 30 },
  },
});

describe('drafts of products', () => {
  it('sends nothing for a form that was not touched', () => {
    expect(patchBody(draftOf(product), draftOf(product))).toEqual({});
  });

  it('clears what was emptied and leaves out what stayed', () => {
    const before = draftOf(product);
    const after = {
      ...before,
      description: ' ',
      tags: [],
      contact: { ...before.contact, email: '', slack: '#toys' },
      keyLifetime: { defaultDays: '7', maxDays: '' },
    };
    expect(patchBody(before, after)).toEqual({
      description: null,
      tags: null,
      contact: { email: null, slack: '#toys' },
      keyLifetime: { defaultDays: 7, maxDays: null },
    });
  });

  it('creates a draft that a person approves, without empty fields', () => {
    const draft = {
      ...emptyDraft('group:default/api-owners'),
      route: { namespace: 'demo', name: 'toys' },
      name: 'toys',
      displayName: ' Toys ',
    };
    expect(JSON.parse(JSON.stringify(createBody(draft)))).toEqual({
      namespace: 'demo',
      name: 'toys',
      owner: 'group:default/api-owners',
      spec: {
        displayName: 'Toys',
        approvalMode: 'manual',
        publishStatus: 'Draft',
        targetRef: {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          name: 'toys',
        },
      },
    });
  });

  it.each([
    ['Toystore API', 'toystore-api'],
    ['Öl & Gas (v2)!', 'ol-gas-v2'],
    ['おもちゃ', ''],
  ])('proposes a name for %s', (displayName, name) => {
    expect(proposedName(displayName)).toBe(name);
  });
});

describe('effectivePolicy', () => {
  const route = {
    metadata: { namespace: 'demo', name: 'toys' },
    spec: { parentRefs: [{ namespace: 'gateways', name: 'external' }] },
  };
  const policy = (namespace: string, kind: string, name: string) => ({
    metadata: { namespace, name: `${kind}-${name}` },
    spec: { targetRef: { group: 'gateway.networking.k8s.io', kind, name } },
  });
  const own = policy('demo', 'HTTPRoute', 'toys');
  const gateway = policy('gateways', 'Gateway', 'external');

  it('prefers the route’s own to the one of its Gateway', () => {
    expect(effectivePolicy([gateway, own], route)).toBe(own);
    expect(effectivePolicy([gateway], route)).toBe(gateway);
  });

  it('takes none from another namespace', () => {
    expect(
      effectivePolicy(
        [
          policy('other', 'HTTPRoute', 'toys'),
          policy('demo', 'Gateway', 'external'),
        ],
        route,
      ),
    ).toBeUndefined();
  });
});

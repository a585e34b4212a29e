import { exampleProduct } from '../../dev/fixtures';
import {
  createBody,
  draftOf,
  emptyDraft,
  patchBody,
  proposedName,
} from './draft';

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

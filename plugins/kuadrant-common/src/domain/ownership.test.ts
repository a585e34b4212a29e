import type { APIProduct } from '../kinds';
import { productOwner, readEntityRef, readProductOwner } from './ownership';

const product = (owner?: string) =>
  ({
    metadata: {
      name: 'toystore',
      ...(owner !== undefined && {
        annotations: { 'backstage.io/owner': owner },
      }),
    },
  }) as APIProduct;

describe('entity references', () => {
  it.each([
    ['user:default/owner1', 'user:default/owner1'],
    [' user:default/owner1 ', 'user:default/owner1'],
    ['\tUser:Default/Owner1\n', 'user:default/owner1'],
    ['api-owners', 'group:default/api-owners'],
    ['team-a/api-owners', 'group:team-a/api-owners'],
    ['group:api-owners', 'group:default/api-owners'],
    ['user:default/José', 'user:default/josé'],
    ['user:default/a_b.c-d', 'user:default/a_b.c-d'],
  ])('%j is %s', (text, ref) => {
    expect(readEntityRef(text, 'group')).toEqual({ ref });
  });

  it.each([
    '',
    '  ',
    ':',
    'user:',
    'user:/x',
    'user:default/',
    '/x',
    'a:b:c',
    'a/b/c',
    'a/b:c',
    'user: default/owner1',
    'user:default/ow ner1',
    'user:default/own\u202eer1',
    'user:default/own\u0000er1',
    'user:default/own\u200ber1',
    '[user:default/owner1]:',
    'x'.repeat(513),
  ])('%j is none', text => {
    expect(readEntityRef(text, 'group')).toEqual({
      problem: expect.stringContaining('must be an entity reference'),
    });
  });
});

describe('the owner of a product', () => {
  it('is the entity that the annotation names', () => {
    const owned = product(' user:default/owner1 ');
    expect(productOwner(owned)).toBe('user:default/owner1');
    expect(readProductOwner(owned)).toBe(readProductOwner(owned));
  });

  it('is reported as invalid, not as missing, where it can not be read', () => {
    expect(readProductOwner(product('a b'))).toEqual({
      problem: expect.stringMatching(
        /^Annotation backstage\.io\/owner must be an entity reference/,
      ),
    });
    expect(readProductOwner(product())).toEqual({});
    expect(readProductOwner(product(' '))).toEqual({});
  });
});

import {
  catalogEntityName,
  catalogEntityRef,
  catalogTags,
} from './entityNames';

// As Backstage's KubernetesValidatorFunctions and CommonValidatorFunctions have them.
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

describe('names in the catalog', () => {
  const long = `${'a'.repeat(120)}.${'b'.repeat(120)}`;

  it('keeps names that the catalog allows', () => {
    expect(catalogEntityName({ namespace: 'toys', name: 'store.v1' })).toEqual({
      kind: 'API',
      namespace: 'toys',
      name: 'store.v1',
    });
    expect(catalogEntityRef({ namespace: 'toys', name: 'store.v1' })).toBe(
      'api:toys/store.v1',
    );
    const fixed = { namespace: 'apis' };
    expect(catalogEntityRef({ namespace: 'toys', name: 'store' }, fixed)).toBe(
      'api:apis/store',
    );
    expect(
      catalogEntityRef(
        { namespace: 'toys', name: 'store' },
        { ...fixed, isNameTaken: true },
      ),
    ).toBe('api:apis/toys__store');
  });

  it('gives every product a valid name of its own, however long and alike they are', () => {
    const longest = 'n'.repeat(63);
    const cut = catalogEntityName({ namespace: 'n', name: long }).name;
    const products = [
      { namespace: 'n', name: long },
      { namespace: 'n', name: `${long.slice(0, -1)}c` },
      // Called as the first one is called in the catalog, as far as Kubernetes allows.
      { namespace: 'n', name: cut.replace('_', '-') },
      { namespace: 'n', name: cut.replace('_', '.') },
      { namespace: 'n-a', name: 'b' },
      { namespace: 'n', name: 'a-b' },
      { namespace: 'n', name: 'a.b' },
      { namespace: longest, name: 'x' },
      { namespace: longest, name: 'y' },
    ];
    for (const options of [{}, { namespace: 'apis', isNameTaken: true }]) {
      const names = products.map(product =>
        catalogEntityName(product, options),
      );
      for (const { namespace, name } of names) {
        expect(name).toMatch(NAME);
        expect(name.length).toBeLessThanOrEqual(63);
        expect(namespace.length).toBeLessThanOrEqual(63);
      }
      const refs = products.map(product => catalogEntityRef(product, options));
      expect(new Set(refs).size).toBe(products.length);
    }
  });

  it('makes tags of whatever words people use', () => {
    const tags = catalogTags([
      'Payments',
      'payments',
      'C++',
      'c#',
      'Très Élégant!',
      '--x--y--',
      '支付',
      '',
      'v1.2_beta',
      `${'long-'.repeat(20)}`,
    ]);
    expect(tags).toEqual([
      'payments',
      'c++',
      'c#',
      'tres-elegant',
      'x-y',
      'v1-2-beta',
      `${'long-'.repeat(12)}lon`,
    ]);
    tags.forEach(tag => expect(tag).toMatch(TAG));
  });
});

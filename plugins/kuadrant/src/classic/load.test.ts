import { load, pageAt } from './load';

describe('the page at an address', () => {
  it.each([
    ['/kuadrant/products', load.products],
    ['/kuadrant/my-keys', load.myKeys],
    ['/kuadrant/my-keys/', load.myKeys],
    ['/some/where/approvals', load.approvals],
    ['/kuadrant/keys', load.allKeys],
    ['/kuadrant/keys/consumer1/toystore', load.key],
    ['/kuadrant/products/toystore/toystore', load.overview],
    ['/kuadrant/products/toystore/toystore/edit', load.editProduct],
    ['/kuadrant/products/toystore/toystore/keys', load.productKeys],
    ['/kuadrant/products/new', load.products],
  ])('%s', (pathname, page) => {
    expect(pageAt(pathname)).toBe(page);
  });

  it('is none where the address says nothing of it', () => {
    expect(pageAt('/kuadrant')).toBeUndefined();
    expect(
      pageAt('/kuadrant/products/toystore/toystore/other'),
    ).toBeUndefined();
  });
});

import { PATHS } from './paths';

/** What loads the code of each page, as React's `lazy` takes it. */
export const load = {
  products: () =>
    import('../products').then(m => ({ default: m.ProductsRouter })),
  myKeys: () =>
    import('../keys/MyKeysPage').then(m => ({ default: m.MyKeysPage })),
  approvals: () =>
    import('../approvals/ApprovalsPage').then(m => ({
      default: m.ApprovalsPage,
    })),
  allKeys: () =>
    import('../keys/AllKeysPage').then(m => ({ default: m.AllKeysPage })),
  key: () => import('../key/KeyPage').then(m => ({ default: m.KeyPage })),
  editProduct: () =>
    import('../productForm').then(m => ({ default: m.EditProductPage })),
  overview: () =>
    import('../product/OverviewTab').then(m => ({ default: m.OverviewTab })),
  definition: () =>
    import('../product/DefinitionTab').then(m => ({
      default: m.DefinitionTab,
    })),
  policies: () =>
    import('../product/PoliciesTab').then(m => ({ default: m.PoliciesTab })),
  productKeys: () =>
    import('../product/KeysTab').then(m => ({ default: m.KeysTab })),
  activity: () =>
    import('../product/ActivityTab').then(m => ({ default: m.ActivityTab })),
};

/** The pages by their addresses; those of which another is the end come first. */
const pages: Array<[path: string, () => Promise<unknown>]> = [
  [PATHS.product, load.overview],
  [`${PATHS.product}/overview`, load.overview],
  [`${PATHS.product}/definition`, load.definition],
  [`${PATHS.product}/policies`, load.policies],
  [`${PATHS.product}/keys`, load.productKeys],
  [`${PATHS.product}/activity`, load.activity],
  [PATHS.editProduct, load.editProduct],
  [PATHS.key, load.key],
  [PATHS.products, load.products],
  [PATHS.newProduct, load.products],
  [PATHS.myKeys, load.myKeys],
  [PATHS.approvals, load.approvals],
  [PATHS.allKeys, load.allKeys],
];

/**
 * What loads the page at an address. Where the app has mounted the plugin is not known before its pages are there, so the
 * end of the address decides.
 */
export function pageAt(pathname: string): (() => Promise<unknown>) | undefined {
  const [, page] =
    pages.find(([path]) =>
      new RegExp(`${path.replace(/:\w+/g, '[^/]+')}/?$`).test(pathname),
    ) ?? [];
  return page;
}

/**
 * Begins to load the page at an address, while what surrounds it is loaded too: one after the other would be two ways to
 * the server and back. A wrong page costs nothing but that.
 */
export function preload(pathname: string): void {
  // The page itself asks again, and tells what is wrong.
  pageAt(pathname)?.().catch(() => {});
}

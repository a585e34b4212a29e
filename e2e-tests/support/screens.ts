import type { Page } from '@playwright/test';
import { callPortal } from './calls';
import type { Persona } from './fixtures';
import { portalUrl } from './ports';
import { settled } from './stillness';

/** A page of the portal as somebody sees it. */
export interface Screen {
  name: string;
  persona: Persona;
  /** Its address; `{key}` stands for the address of the example's key. */
  path: string;
  /** A text by which it is seen to be there. */
  shows: string | RegExp;
  /** What is done before it is looked at. */
  open?: (page: Page) => Promise<void>;
  /** The part of the page that is the plugin's, where others draw the rest. */
  within?: string;
  /** Rules of axe that what others draw in it breaks for the page as a whole. */
  ignoredRules?: string[];
}

/** Every page of the plugin, and what it adds to the catalog. */
export const screens: Screen[] = [
  {
    name: 'products',
    persona: 'consumer1',
    path: '/kuadrant/products',
    shows: 'Gamestore API',
  },
  {
    name: 'product',
    persona: 'consumer1',
    path: '/kuadrant/products/toystore/toystore/overview',
    shows: 'Calling',
  },
  {
    name: 'product-definition',
    persona: 'consumer1',
    path: '/kuadrant/products/toystore/toystore/definition',
    shows: 'List the toys',
    // Swagger UI has a landmark main of its own.
    ignoredRules: ['landmark-no-duplicate-main', 'landmark-unique'],
  },
  {
    name: 'product-policies',
    persona: 'owner1',
    path: '/kuadrant/products/toystore/toystore/policies',
    shows: 'Policies in force',
  },
  {
    name: 'product-keys',
    persona: 'owner1',
    path: '/kuadrant/products/toystore/toystore/keys',
    shows: 'Nightly stock import',
  },
  {
    name: 'product-activity',
    persona: 'owner1',
    path: '/kuadrant/products/toystore/toystore/activity',
    shows: /Consumer One|consumer1/,
  },
  {
    name: 'request-access',
    persona: 'consumer1',
    path: '/kuadrant/products/toystore/toystore/overview',
    shows: 'Use case',
    open: page =>
      page.getByRole('button', { name: 'Request access' }).first().click(),
  },
  {
    name: 'my-keys',
    persona: 'consumer1',
    path: '/kuadrant/my-keys',
    shows: 'Nightly stock import',
  },
  {
    name: 'key',
    persona: 'consumer1',
    path: '/kuadrant/keys/{key}',
    shows: 'How to call this API',
  },
  {
    name: 'approvals',
    persona: 'owner1',
    path: '/kuadrant/approvals',
    shows: 'Nightly stock import',
  },
  {
    name: 'review',
    persona: 'owner1',
    path: '/kuadrant/approvals',
    shows: 'Message to',
    open: page =>
      page
        .getByRole('button', { name: /^Review/ })
        .first()
        .click(),
  },
  {
    name: 'new-product',
    persona: 'owner1',
    path: '/kuadrant/products/new',
    shows: 'Display name',
  },
  {
    name: 'edit-product',
    persona: 'owner1',
    path: '/kuadrant/products/toystore/toystore/edit',
    shows: /^✓ Plans gold/,
  },
  {
    name: 'all-keys',
    persona: 'admin1',
    path: '/kuadrant/keys',
    shows: 'Nightly stock import',
  },
  {
    name: 'api-overview',
    persona: 'consumer1',
    path: '/catalog/toystore/api/toystore',
    shows: 'Access to this API',
    within: 'section[aria-label="Access to this API"]',
    open: page =>
      page
        .getByRole('region', { name: 'Access to this API' })
        .scrollIntoViewIfNeeded(),
  },
  {
    name: 'api-keys',
    persona: 'consumer1',
    path: '/catalog/toystore/api/toystore/api-keys',
    shows: 'Nightly stock import',
  },
];

/** The requests that the screens show: one that waits, and one that was approved at once. */
const WAITING = {
  product: 'toystore',
  planTier: 'silver',
  useCase: 'Nightly stock import',
};
const APPROVED = {
  product: 'gamestore',
  planTier: 'gold',
  useCase: 'Scores on the start page',
};

interface Key {
  metadata: { namespace: string; name: string };
  spec: { useCase: string };
}

const addressOf = ({ metadata }: Key) =>
  `${metadata.namespace}/${metadata.name}`;

async function examples(): Promise<Key[]> {
  const { body } = await callPortal('consumer1', 'GET', '/apikeys');
  return (body.items as Key[]).filter(({ spec }) =>
    [WAITING.useCase, APPROVED.useCase].includes(spec.useCase),
  );
}

async function ask({ product, ...terms }: typeof WAITING): Promise<Key> {
  const { status, body } = await callPortal('consumer1', 'POST', '/apikeys', {
    apiProduct: { namespace: product, name: product },
    ...terms,
  });
  if (status !== 201) {
    throw new Error(`Asking answered ${status}: ${JSON.stringify(body)}`);
  }
  return body;
}

/** Makes what the screens show, unless it is there. */
export async function prepareScreens(): Promise<{ key: string }> {
  const there = await examples();
  const [, approved] = await Promise.all(
    [WAITING, APPROVED].map(
      example =>
        there.find(({ spec }) => spec.useCase === example.useCase) ??
        ask(example),
    ),
  );
  return { key: addressOf(approved) };
}

/** Takes away again what the screens show. */
export async function clearScreens(): Promise<void> {
  for (const key of await examples()) {
    await callPortal('consumer1', 'DELETE', `/apikeys/${addressOf(key)}`);
  }
}

/**
 * Opens a screen in a theme and waits until it is there. A page that shows a screen in this theme already moves on
 * within the app, as a click on a link does. It loads anew where what is there already could be taken for the screen.
 */
export async function openScreen(
  page: Page,
  screen: Screen,
  options: { key: string; theme: 'light' | 'dark' },
): Promise<void> {
  const { key, theme } = options;
  const path = screen.path.replace('{key}', key);
  const shown = page.getByText(screen.shows).first();
  const isMistakable = screen.open !== undefined || (await shown.isVisible());
  const themeBefore = await page.evaluate(wanted => {
    const before = localStorage.getItem('theme');
    localStorage.setItem('theme', wanted);
    return before;
  }, theme);
  if (themeBefore === theme && !isMistakable) {
    await page.evaluate(next => {
      window.history.pushState({}, '', next);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, path);
  } else {
    await page.goto(`${portalUrl}${path}`);
    await page.locator(`body[data-theme-mode=${theme}]`).waitFor();
  }
  await screen.open?.(page);
  await shown.waitFor();
  await settled(page);
}

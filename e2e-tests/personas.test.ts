import { callPortal } from './support/calls';
import { expect, test, type Persona } from './support/fixtures';
import { portalUrl } from './support/ports';

const PRODUCT = '/kuadrant/products/toystore/toystore';
const PRODUCT_API = '/apiproducts/toystore/toystore';
const USE_CASE = 'Seen by every persona';

// What each role of the contract may do with the product that owner1 owns, as the pages offer it.
const MATRIX: Record<
  'consumer2' | 'owner1' | 'owner2' | 'admin1' | 'platform1',
  {
    createProduct: boolean;
    changeProduct: boolean;
    approvals: boolean;
    allKeys: boolean;
    decide: boolean;
  }
> = {
  consumer2: {
    createProduct: false,
    changeProduct: false,
    approvals: false,
    allKeys: false,
    decide: false,
  },
  owner1: {
    createProduct: true,
    changeProduct: true,
    approvals: true,
    allKeys: false,
    decide: true,
  },
  owner2: {
    createProduct: true,
    changeProduct: false,
    approvals: true,
    allKeys: false,
    decide: false,
  },
  admin1: {
    createProduct: true,
    changeProduct: true,
    approvals: true,
    allKeys: true,
    decide: true,
  },
  platform1: {
    createProduct: true,
    changeProduct: true,
    approvals: true,
    allKeys: true,
    decide: true,
  },
};

test.describe.configure({ mode: 'serial' });

test.describe('what each persona is offered', () => {
  const nothing = { namespace: '', name: '' };
  /** The key that is looked at, and the request for it. */
  const seen = { key: nothing, request: nothing, revision: '' };

  test.beforeAll(async () => {
    const asked = await callPortal('consumer1', 'POST', '/apikeys', {
      apiProduct: { namespace: 'toystore', name: 'toystore' },
      planTier: 'silver',
      useCase: USE_CASE,
    });
    expect(asked.status).toBe(201);
    seen.key = asked.body.metadata;
    await expect
      .poll(async () => {
        const { body } = await callPortal('owner1', 'GET', '/requests');
        const found = body.items.find(
          (each: any) => each.spec.useCase === USE_CASE,
        );
        seen.request = found?.metadata;
        seen.revision = found?.revision;
        return found !== undefined;
      })
      .toBe(true);
  });

  // The tests after these expect an empty queue.
  test.afterAll(async () => {
    const { namespace, name } = seen.key;
    await callPortal('consumer1', 'DELETE', `/apikeys/${namespace}/${name}`);
    await expect
      .poll(async () => {
        const { body } = await callPortal('owner1', 'GET', '/requests');
        return body.items.map((each: any) => each.spec.useCase);
      })
      .not.toContain(USE_CASE);
  });

  for (const [name, may] of Object.entries(MATRIX)) {
    const persona = name as Persona;

    test(`${persona}`, async ({ as }) => {
      const page = await as(persona);
      await page.goto(`${portalUrl}/kuadrant/products`);
      await expect(
        page.getByRole('link', { name: 'Toystore API' }).first(),
      ).toBeVisible();
      const offers = async (
        role: 'button' | 'tab' | 'link',
        text: string,
        offered: boolean,
      ) =>
        expect(page.getByRole(role, { name: text, exact: true })).toHaveCount(
          offered ? 1 : 0,
        );
      await offers('button', 'Create API product', may.createProduct);
      await offers('tab', 'Approvals', may.approvals);
      await offers('tab', 'All API keys', may.allKeys);

      await page.goto(`${portalUrl}${PRODUCT}/policies`);
      await expect(page.getByRole('region', { name: 'Plans' })).toContainText(
        '50 requests every 10 minutes',
      );
      await offers('button', 'Actions', may.changeProduct);
      const policies = page.getByRole('region', { name: 'Policies in force' });
      // Policies are for those who hold kuadrant.planpolicy.read, as every owner does.
      await expect(policies).toContainText(
        may.createProduct
          ? 'PlanPolicy'
          : 'You don’t have access to the policies',
      );

      if (may.approvals) {
        await page.goto(`${portalUrl}/kuadrant/approvals`);
        const row = page.getByRole('row', { name: new RegExp(USE_CASE) });
        await (may.decide
          ? expect(row.getByRole('button', { name: /^Review/ })).toBeVisible()
          : expect(page.getByText('You’re all caught up.')).toBeVisible());
      }
      // nobody but the requester is offered the value, whoever else may see the key
      await page.goto(
        `${portalUrl}/kuadrant/keys/${seen.key.namespace}/${seen.key.name}`,
      );
      await expect(
        page
          .getByText('Only Consumer One can show this key.')
          .or(page.getByText(/doesn’t exist, or you don’t have access to it/)),
      ).toBeVisible();
      await offers('button', 'Show key', false);
    });

    test(`${persona}: forged calls are refused`, async () => {
      const refused = async (
        expected: number,
        method: string,
        path: string,
        body?: unknown,
      ) => {
        const { status } = await callPortal(persona, method, path, body);
        expect(status, `${method} ${path}`).toBe(expected);
      };
      if (!may.createProduct) {
        await refused(403, 'POST', '/apiproducts', {
          namespace: 'toystore',
          name: `forged-by-${persona}`,
          spec: {
            displayName: 'Forged',
            targetRef: {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              name: 'toystore',
            },
          },
        });
      }
      if (!may.changeProduct) {
        await refused(403, 'PATCH', PRODUCT_API, { publishStatus: 'Draft' });
        await refused(403, 'DELETE', `${PRODUCT_API}?cascade=true`);
      }
      // What one may not see is not there; what one may see but not do is forbidden.
      if (!may.decide) {
        await refused(
          404,
          'POST',
          `/requests/${seen.request.namespace}/${seen.request.name}/approve`,
          { revision: seen.revision },
        );
      }
      await refused(
        may.decide ? 403 : 404,
        'POST',
        `/apikeys/${seen.key.namespace}/${seen.key.name}/reveal`,
      );
      const { body } = await callPortal(
        'consumer1',
        'GET',
        `/apikeys/${seen.key.namespace}/${seen.key.name}`,
      );
      expect(body).toMatchObject({
        state: 'Pending',
        product: { displayName: 'Toystore API' },
      });
    });
  }

  test('an owner decides, sees it in the activity, and the open page of the requester follows', async ({
    as,
  }) => {
    const consumer = await as('consumer1');
    await consumer.goto(
      `${portalUrl}/kuadrant/keys/${seen.key.namespace}/${seen.key.name}`,
    );
    await expect(
      consumer.getByText('It can be shown once the request is approved.'),
    ).toBeVisible();

    const owner = await as('owner1');
    await owner.goto(`${portalUrl}/kuadrant/approvals`);
    await owner
      .getByRole('row', { name: new RegExp(USE_CASE) })
      .getByRole('button', { name: /^Review/ })
      .click();
    const panel = owner.getByRole('region', { name: /^Review the request/ });
    await expect(
      panel.getByRole('link', { name: 'API consumers' }),
    ).toBeVisible();
    await panel.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(
      owner.getByText(/^You approved the request from Consumer One/),
    ).toBeVisible();

    // told by a signal: nothing was reloaded
    await expect(
      consumer.getByRole('button', { name: 'Show key' }),
    ).toBeVisible();

    await owner.goto(`${portalUrl}${PRODUCT}/activity`);
    await expect(
      owner.getByText('Owner One approved silver for Consumer One').first(),
    ).toBeVisible();
    await owner.goto(`${portalUrl}${PRODUCT}/keys`);
    await expect(owner.getByText(USE_CASE)).toBeVisible();
  });

  test('a consumer asks for another plan and rotates with an overlap', async ({
    as,
  }) => {
    const page = await as('consumer1');
    await page.goto(
      `${portalUrl}/kuadrant/keys/${seen.key.namespace}/${seen.key.name}`,
    );
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const form = page.getByRole('dialog', { name: 'Edit this key' });
    await form.getByRole('radio', { name: /^gold/ }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(
      page.getByText(
        'gold is requested. silver stays in force until the owner decides.',
      ),
    ).toBeVisible();

    // A value that nobody has seen is not replaced: it is shown first.
    const rotate = page.getByRole('button', { name: 'Rotate key' });
    await expect(rotate).toBeHidden();
    await page.getByRole('button', { name: 'Show key' }).click();
    await page.getByRole('checkbox', { name: 'I have stored it' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await rotate.click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Rotate key' }).click();
    await expect(
      page.getByText(/^The previous value works until/),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Stop it now' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Stop it now' })
      .click();
    await expect(
      page.getByText(/^The previous value works until/),
    ).toBeHidden();
  });
});

import {
  PRODUCT_REASONS,
  type Condition,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { screen } from '@testing-library/react';
import { exampleProduct, NOW } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { Health } from './Health';

const condition = (
  type: string,
  reason: string,
  status: Condition['status'] = 'False',
): Condition => ({
  type,
  status,
  reason,
  message: `words of the controller on ${reason}`,
  lastTransitionTime: NOW,
});

async function shown(conditions: Condition[], changes: object = {}) {
  const product = exampleProduct('toystore', {
    status: { conditions },
    ...changes,
  } as Partial<ProductView>);
  renderScreen(<Health product={product} />, { portal: new PortalInMemory() });
  return screen.findByRole('list');
}

describe('Health', () => {
  it('tells that the plans were removed, once', async () => {
    const list = await shown([
      condition('PlanPolicyDiscovered', 'NotFound'),
      condition('PlansPresent', 'PlanPolicyRemoved'),
    ]);
    expect(list).toHaveTextContent(
      /^The plans were removed, so keys don’t work\. Ask a platform engineer to restore the PlanPolicy\.$/,
    );
  });

  it.each([
    ['those who change the product', ['update'], 1],
    ['nobody else', [], 0],
  ])(
    'tells whether calls can be counted for each key to %s',
    async (_, actions, times) => {
      const list = await shown(
        [
          condition('IdentityExported', 'IdentityNotExported'),
          condition('KeysIsolated', 'KeysIsolated', 'True'),
        ],
        { actions },
      );
      expect(list).toHaveTextContent('Keys work for this product only');
      expect(screen.queryAllByText(/can’t be counted/)).toHaveLength(times);
    },
  );

  it.each(
    Object.entries(PRODUCT_REASONS)
      .filter(([type]) => type !== 'OIDCDiscovered')
      .map(([type, reasons]) => [type, reasons[0]]),
  )('has words of its own for %s %s', async (type, reason) => {
    const isGood = type !== 'PlansPresent';
    const list = await shown(
      [condition(type, reason, isGood ? 'True' : 'False')],
      { actions: ['update'] },
    );
    expect(list).not.toHaveTextContent('words of the controller');
  });
});

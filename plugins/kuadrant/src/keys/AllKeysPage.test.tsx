import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleKey } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { AllKeysPage } from './AllKeysPage';

it('offers to go from one product or plan on to the next', async () => {
  const user = userEvent.setup();
  const portal = new PortalInMemory();
  const games = exampleKey('games', { spec: { planTier: 'gold' } });
  games.product = { ...games.product, name: 'games', displayName: 'Games API' };
  portal.keys = [exampleKey('toys'), games];
  renderScreen(<AllKeysPage />, { portal });
  const choicesOf = async (name: string) =>
    within(await screen.findByRole('combobox', { name }))
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
  expect(await choicesOf('API')).toEqual(['All', 'Toystore API', 'Games API']);

  await user.selectOptions(
    screen.getByRole('combobox', { name: 'API' }),
    'Games API',
  );
  expect(await screen.findAllByRole('row')).toHaveLength(2);
  expect(await choicesOf('API')).toEqual(['All', 'Toystore API', 'Games API']);
  expect(await choicesOf('Plan')).toEqual(['All', 'silver', 'gold']);
});

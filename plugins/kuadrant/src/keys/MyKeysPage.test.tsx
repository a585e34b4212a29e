import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleKey } from '../../dev/fixtures';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { MyKeysPage } from './MyKeysPage';

const inDays = (days: number) =>
  new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();

function keyThatEnds(name: string, expiresAt?: string) {
  const key = exampleKey(name, { state: 'Approved' });
  return {
    ...key,
    spec: { ...key.spec, useCase: `Use of ${name}`, expiresAt },
  };
}

describe('MyKeysPage', () => {
  it('tells how many keys end within a week, and leads to them', async () => {
    const portal = new PortalInMemory();
    portal.keys = [
      keyThatEnds('one', inDays(2)),
      keyThatEnds('two', inDays(5)),
      keyThatEnds('later', inDays(60)),
      keyThatEnds('never'),
    ];
    const { container } = renderScreen(<MyKeysPage />, { portal });
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('2 keys expire this week.');
    expect(await axe(container)).toHaveNoViolations();

    await userEvent
      .setup()
      .click(within(notice).getByRole('button', { name: 'Show them' }));
    expect(portal.calls.at(-1)?.input).toMatchObject({
      query: { scope: 'own', status: ['Approved'], sort: 'expiresAt' },
    });
  });

  it('says nothing of keys that end later, never, or have ended', async () => {
    const portal = new PortalInMemory();
    portal.keys = [
      keyThatEnds('later', inDays(60)),
      keyThatEnds('never'),
      { ...keyThatEnds('over', inDays(-1)), state: 'Expired' as const },
    ];
    renderScreen(<MyKeysPage />, { portal });
    expect(await screen.findByText('Use of never')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

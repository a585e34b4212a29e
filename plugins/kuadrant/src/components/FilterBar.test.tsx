import { screen } from '@testing-library/react';
import { PortalInMemory } from '../../dev/PortalInMemory';
import { renderScreen } from '../__testUtils__/renderScreen';
import { FilterBar } from './FilterBar';
import { useListState } from './useListState';

function Create({ allowed }: { allowed: boolean }) {
  return allowed ? <button>Create</button> : null;
}

function Bar({ allowed }: { allowed: boolean }) {
  return (
    <FilterBar
      searchLabel="Search products"
      state={useListState([])}
      filters={[]}
      action={<Create allowed={allowed} />}
    />
  );
}

/** The parts of the bar that take room in it. */
const shownParts = async () =>
  Array.from((await screen.findByRole('search')).children).filter(
    part => getComputedStyle(part).display !== 'none',
  );

describe('FilterBar', () => {
  it('leaves no room for an action that decides not to be there', async () => {
    const portal = new PortalInMemory();
    const { unmount } = renderScreen(<Bar allowed />, { portal });
    const parts = await shownParts();
    expect(parts).toHaveLength(2);
    expect(parts[1]).toContainElement(
      screen.getByRole('button', { name: 'Create' }),
    );
    unmount();

    renderScreen(<Bar allowed={false} />, { portal });
    const [search, ...others] = await shownParts();
    expect(search).toContainElement(screen.getByRole('searchbox'));
    expect(others).toEqual([]);
  });
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
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

const seen: string[] = [];

/** Keeps every address that the bar leads to. */
function Address() {
  const { search } = useLocation();
  seen.push(search);
  return <output data-testid="address">{search}</output>;
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

  it('never searches for the value of a key', async () => {
    const user = userEvent.setup();
    renderScreen(
      <>
        <Bar allowed={false} />
        <Address />
      </>,
      { portal: new PortalInMemory() },
    );
    const box = await screen.findByRole('searchbox');
    await user.click(box);
    await user.paste(`kdp_${'a1'.repeat(20)}`);
    expect(
      await screen.findByText(/This looks like a key value/),
    ).toBeInTheDocument();
    await user.clear(box);
    await user.paste('toys');
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent('?q=toys'),
    );
    expect(seen.join()).not.toContain('kdp_');
  });
});

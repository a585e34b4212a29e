import { render, screen, waitFor } from '@testing-library/react';
import { DataTable } from './DataTable';

const names = Array.from({ length: 40 }, (_, index) => `Row ${index}`);

const table = (rows: string[] | undefined) => (
  <DataTable
    caption="Names"
    columns={[
      { id: 'name', header: 'Name', rowHeader: true, render: name => name },
    ]}
    rows={rows}
    rowKey={name => name}
    loadingText="Loading names"
  />
);
const drawn = () =>
  screen.queryAllByRole('rowheader').map(cell => cell.textContent);

describe('DataTable', () => {
  it('says that it loads, then draws all rows in their order', async () => {
    const { rerender } = render(table(undefined));
    expect(screen.getByText('Loading names')).toBeInTheDocument();
    expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'true');
    rerender(table(names));
    await waitFor(() => expect(drawn()).toEqual(names));
    expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false');
    rerender(table(names.slice(0, 30)));
    expect(drawn()).toEqual(names.slice(0, 30));
  });

  it('draws all rows at once that are there from the start', () => {
    render(table(names));
    expect(drawn()).toEqual(names);
  });
});

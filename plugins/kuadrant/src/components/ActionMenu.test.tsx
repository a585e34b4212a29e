import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ActionMenu } from './ActionMenu';

const setUp = () => {
  const onClick = jest.fn();
  render(
    <ActionMenu
      label="Actions for the toystore"
      actions={[{ label: 'Edit', onClick }]}
    />,
  );
  return { onClick, user: userEvent.setup() };
};
const button = () =>
  screen.getByRole('button', { name: 'Actions for the toystore' });

describe('ActionMenu', () => {
  it('opens with the keyboard, and gives the focus back when it is left', async () => {
    const { onClick, user } = setUp();
    await user.tab();
    expect(button()).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: 'Edit' })).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(button()).toHaveFocus();
    expect(onClick).not.toHaveBeenCalled();
  });

  it('does what was chosen, once, and closes', async () => {
    const { onClick, user } = setUp();
    await user.click(button());
    await user.click(screen.getByRole('menuitem', { name: 'Edit' }));
    expect(onClick).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  });

  it('is not there when nothing can be done', () => {
    render(<ActionMenu label="Actions" actions={[]} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

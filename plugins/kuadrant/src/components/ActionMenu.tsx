import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { useId, useState } from 'react';

/** One thing that can be done. */
export interface MenuAction {
  label: string;
  onClick: () => void;
}

/** The button with three dots and what it offers; nothing when nothing can be done. */
export function ActionMenu(props: { label: string; actions: MenuAction[] }) {
  const { label, actions } = props;
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (actions.length === 0) {
    return null;
  }
  return (
    <>
      <IconButton
        size="small"
        aria-label={label}
        aria-haspopup="menu"
        aria-controls={anchor ? id : undefined}
        aria-expanded={Boolean(anchor)}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVertIcon />
      </IconButton>
      {anchor && (
        <Menu
          id={id}
          anchorEl={anchor}
          open
          onClose={() => setAnchor(null)}
          MenuListProps={{ 'aria-label': label }}
        >
          {actions.map(action => (
            <MenuItem
              key={action.label}
              onClick={() => {
                setAnchor(null);
                action.onClick();
              }}
            >
              {action.label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

import { useEffect, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useNavigate } from 'react-router-dom';
import { ConfirmDialog } from '../components/ConfirmDialog';

/**
 * Asks before the page is left by a link, by reloading or by closing.
 *
 * @remarks Backstage's router offers no blocking, so links are met where they are clicked.
 */
export function useLeaveGuard(
  active: boolean,
  words: { title: string; body: string; confirm: string },
) {
  const navigate = useNavigate();
  const [target, setTarget] = useState<string>();

  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link =
        event.target instanceof Element ? event.target.closest('a') : null;
      const elsewhere =
        !link?.href ||
        link.target === '_blank' ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey;
      if (elsewhere || new URL(link.href).origin !== window.location.origin) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const { pathname, search, hash } = new URL(link.href);
      setTarget(`${pathname}${search}${hash}`);
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [active]);

  return (
    target !== undefined && (
      <ConfirmDialog
        title={words.title}
        confirmLabel={words.confirm}
        onConfirm={async () => navigate(target)}
        onClose={() => setTarget(undefined)}
      >
        <Typography>{words.body}</Typography>
      </ConfirmDialog>
    )
  );
}

import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
  },
}));

/** A form in a dialog: Mod+Enter sends it, Escape asks before it throws away what was written. */
export function FormDialog(props: {
  title: string;
  submitLabel: string;
  /** Something was written. */
  dirty: boolean;
  /** A call runs. */
  running: boolean;
  error?: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, submitLabel, dirty, running, error, onSubmit, onClose } =
    props;
  const { t } = useKuadrantTranslation();
  const { language } = useFormat();
  const id = useId();
  const [discarding, setDiscarding] = useState(false);

  const close = () => {
    if (running) {
      return;
    }
    if (dirty && !discarding) {
      setDiscarding(true);
    } else {
      onClose();
    }
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!running) {
      setDiscarding(false);
      onSubmit();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.key === 'Enter' &&
      (event.metaKey || event.ctrlKey) &&
      !event.nativeEvent.isComposing
    ) {
      submit();
    }
  };

  return (
    <Dialog
      open
      lang={language}
      onClose={close}
      fullWidth
      maxWidth="sm"
      PaperProps={{ 'aria-labelledby': id, 'aria-modal': true }}
    >
      <form onSubmit={submit} onKeyDown={onKeyDown} noValidate>
        <DialogTitle id={id} disableTypography>
          <Typography variant="h6" component="h2">
            {title}
          </Typography>
        </DialogTitle>
        <Fields>
          {props.children}
          {error && (
            <Alert severity="error" role="alert">
              {error}
            </Alert>
          )}
          {discarding && (
            <Alert
              severity="warning"
              role="alert"
              action={
                <>
                  <Button size="small" onClick={() => setDiscarding(false)}>
                    {t('form.keepWriting')}
                  </Button>
                  <Button size="small" onClick={onClose}>
                    {t('form.discard')}
                  </Button>
                </>
              }
            >
              {t('form.discardQuestion')}
            </Alert>
          )}
        </Fields>
        <DialogActions>
          <Button onClick={close} disabled={running}>
            {t('form.cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disableElevation
            disabled={running}
          >
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What is asked. The first field has the focus, unless another one takes it. */
function Fields({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Material UI's radios can be focused only after their own first effects.
    const timer = setTimeout(() => {
      const fields = ref.current;
      if (fields && !fields.contains(document.activeElement)) {
        const first =
          fields.querySelector<HTMLElement>('input:checked') ??
          fields.querySelector<HTMLElement>('input, select, textarea');
        first?.focus();
      }
    });
    return () => clearTimeout(timer);
  }, []);
  return (
    <DialogContent ref={ref} className={useStyles().content}>
      {children}
    </DialogContent>
  );
}

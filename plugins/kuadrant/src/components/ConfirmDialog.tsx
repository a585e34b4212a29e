import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useId, useState, type ReactNode } from 'react';
import { useErrorText } from './useErrorText';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  danger: {
    background: theme.palette.error.dark,
    color: theme.palette.getContrastText(theme.palette.error.dark),
    '&:hover': { background: theme.palette.error.dark },
  },
  gap: { marginBlockStart: theme.spacing(2) },
}));

/**
 * Asks before something that cannot be undone. The title is the question, the body the consequences, the button says
 * what it does. An error stays inside.
 */
export function ConfirmDialog(props: {
  title: string;
  children?: ReactNode;
  /** Verb and object: "Delete key". */
  confirmLabel: string;
  /** What has to be typed first. */
  typeToConfirm?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { title, children, confirmLabel, typeToConfirm, onConfirm, onClose } =
    props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const { language } = useFormat();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const ready = typeToConfirm === undefined || typed === typeToConfirm;

  const confirm = async () => {
    setRunning(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
      setRunning(false);
    }
  };

  return (
    <Dialog
      open
      lang={language}
      onClose={() => !running && onClose()}
      PaperProps={{
        role: 'alertdialog',
        'aria-labelledby': `${id}-title`,
        'aria-describedby': `${id}-body`,
      }}
    >
      <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
      <DialogContent id={`${id}-body`}>
        {children}
        {typeToConfirm !== undefined && (
          <TextField
            id={`${id}-typed`}
            className={classes.gap}
            fullWidth
            variant="outlined"
            size="small"
            label={t('form.typeToConfirm', { text: typeToConfirm })}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            autoComplete="off"
          />
        )}
        {error !== undefined && (
          <Alert className={classes.gap} severity="error" role="alert">
            {errorText(error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose} disabled={running}>
          {t('form.cancel')}
        </Button>
        <Button
          className={classes.danger}
          variant="contained"
          disableElevation
          onClick={confirm}
          disabled={running || !ready}
        >
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert, { type AlertProps } from '@material-ui/lab/Alert';
import type { ReactNode } from 'react';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  notice: { marginBlockEnd: theme.spacing(2) },
}));

interface KeysNoticeProps {
  severity: AlertProps['severity'];
  /** Has the list below show the keys that the notice is about. */
  onShow: () => void;
  children: ReactNode;
}

/** Says above a list of keys that some of them need attention, and leads to those. */
export function KeysNotice({ severity, onShow, children }: KeysNoticeProps) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  return (
    <Alert
      severity={severity}
      className={classes.notice}
      action={
        <Button color="inherit" size="small" onClick={onShow}>
          {t('keys.showThem')}
        </Button>
      }
    >
      {children}
    </Alert>
  );
}

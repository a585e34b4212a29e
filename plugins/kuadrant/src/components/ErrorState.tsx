import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { errorStatus } from '../api/errors';
import { useErrorText } from './useErrorText';
import { useKuadrantTranslation } from '../translation';

/** What failed, what to do about it, and the server's words behind "Details". */
export function ErrorState(props: {
  /** What failed, as a sentence: "The API products could not be loaded." */
  title: string;
  error: unknown;
  onRetry?: () => void;
}) {
  const { title, error, onRetry } = props;
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const status = errorStatus(error);
  const remedy = () => {
    switch (status) {
      case undefined:
        return t('error.offline');
      case 401:
        return t('error.signIn');
      case 403:
        return t('error.forbidden');
      case 404:
        return t('error.notFound');
      case 503:
        return t('error.cluster');
      default:
        return status >= 500 ? t('error.server') : undefined;
    }
  };
  return (
    <Alert
      severity={status === 404 ? 'info' : 'error'}
      role="alert"
      action={
        onRetry && (
          <Button color="inherit" size="small" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )
      }
    >
      <AlertTitle>{title}</AlertTitle>
      {remedy()}
      <details>
        <summary>{t('error.details')}</summary>
        {errorText(error)}
      </details>
    </Alert>
  );
}

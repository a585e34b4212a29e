import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useEffect, useRef, type MouseEvent } from 'react';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: 20 },
  link: { color: 'inherit' },
});

/** What is wrong with a form, each with a way to its field; it takes the focus when it appears. */
export function ErrorSummary(props: {
  errors: { fieldId?: string; message: string }[];
}) {
  const { errors } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) {
      root.current?.focus();
    }
  }, [errors]);
  if (errors.length === 0) {
    return null;
  }
  const goTo = (event: MouseEvent, fieldId: string) => {
    event.preventDefault();
    document.getElementById(fieldId)?.focus();
  };
  return (
    <Alert severity="error" role="alert" ref={root} tabIndex={-1}>
      <AlertTitle>{t('productForm.problem')}</AlertTitle>
      <ul className={classes.list}>
        {errors.map(({ fieldId, message }) => (
          <li key={`${fieldId} ${message}`}>
            {fieldId ? (
              <a
                href={`#${fieldId}`}
                className={classes.link}
                onClick={event => goTo(event, fieldId)}
              >
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

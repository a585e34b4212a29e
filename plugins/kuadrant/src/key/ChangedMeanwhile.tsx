import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { useKuadrantTranslation } from '../translation';

/** Says that somebody changed the key while this form was open, and asks whose change shall stay. */
export function ChangedMeanwhile(props: {
  onSeeChanges: () => void;
  onKeepMine: () => void;
}) {
  const { onSeeChanges, onKeepMine } = props;
  const { t } = useKuadrantTranslation();
  return (
    <Alert
      severity="warning"
      role="alert"
      action={
        <>
          <Button color="inherit" size="small" onClick={onSeeChanges}>
            {t('productForm.seeChanges')}
          </Button>
          <Button color="inherit" size="small" onClick={onKeepMine}>
            {t('productForm.keepMine')}
          </Button>
        </>
      }
    >
      {t('key.changedMeanwhile')}
    </Alert>
  );
}

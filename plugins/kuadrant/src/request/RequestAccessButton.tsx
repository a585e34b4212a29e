import Button from '@material-ui/core/Button';
import { useKuadrantTranslation } from '../translation';

/** The one button of a page that begins a request. */
export function RequestAccessButton({ onClick }: { onClick: () => void }) {
  const { t } = useKuadrantTranslation();
  return (
    <Button
      variant="contained"
      color="primary"
      disableElevation
      onClick={onClick}
    >
      {t('request.open')}
    </Button>
  );
}

import Button from '@material-ui/core/Button';
import { useEffect, useState } from 'react';
import { useKuadrantTranslation } from '../translation';
import { useAnnounce } from './Announcer';

/** Copies a text; says so on the button itself, or asks the reader to copy where the browser refuses. */
export function CopyButton(props: {
  text: string;
  label?: string;
  /** Selects the text for the reader where the clipboard refuses. */
  onRefused?: () => void;
  variant?: 'outlined' | 'contained';
}) {
  const { text, onRefused, variant = 'outlined' } = props;
  const { t } = useKuadrantTranslation();
  const announce = useAnnounce();
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();

  useEffect(() => {
    if (!outcome) {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), 4000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
      announce(t('copy.done'));
    } catch {
      // Refused by the browser, or no clipboard in an insecure context: the reader is told below.
      onRefused?.();
      setOutcome('refused');
      announce(t('copy.refused'));
    }
  };

  return (
    <>
      <Button size="small" variant={variant} color="primary" onClick={copy}>
        {outcome === 'copied'
          ? t('copy.done')
          : (props.label ?? t('copy.copy'))}
      </Button>
      {outcome === 'refused' && <span>{t('copy.refused')}</span>}
    </>
  );
}

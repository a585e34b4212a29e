import TextField from '@material-ui/core/TextField';
import { MAX_USE_CASE_LENGTH } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId } from 'react';
import { VisuallyHidden } from '../components/Announcer';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

/** What a key is for, with a count of what may still be written. */
export function UseCaseField(props: {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  autoFocus?: boolean;
}) {
  const { value, onChange, error, autoFocus } = props;
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const id = useId();
  const left = MAX_USE_CASE_LENGTH - value.length;
  return (
    <div>
      <TextField
        id={`${id}-use-case`}
        label={t('request.useCase')}
        value={value}
        onChange={event => onChange(event.target.value)}
        required
        multiline
        minRows={3}
        maxRows={10}
        fullWidth
        autoFocus={autoFocus}
        variant="outlined"
        error={Boolean(error) || left < 0}
        helperText={[
          error ?? t('request.useCaseHelp'),
          t('request.useCaseCount', {
            used: format.number(value.length),
            most: format.number(MAX_USE_CASE_LENGTH),
          }),
        ].join(' · ')}
        FormHelperTextProps={{ id: `${id}-use-case-helper-text` }}
      />
      <VisuallyHidden>
        <span role="status">
          {left <= 50 && t('request.useCaseLeft', { count: left })}
        </span>
      </VisuallyHidden>
    </div>
  );
}

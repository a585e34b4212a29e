import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { containsKeyValue } from '@kuadrant/backstage-plugin-kuadrant-common';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect, useId, useRef, useState } from 'react';
import { useKuadrantTranslation } from '../translation';

/** A search box that waits until the writer pauses. It keeps the value of a key to itself: addresses are logged. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId();
  const { t } = useKuadrantTranslation();
  const keyPrefix = useApi(configApiRef).getOptionalString(
    'kuadrant.keys.prefix',
  );
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const isKeyValue = containsKeyValue(text, keyPrefix);

  // The address may change without the box: Back, "Clear all".
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === sent.current || isKeyValue) {
      return undefined;
    }
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 300);
    return () => clearTimeout(timer);
  }, [text, isKeyValue, onChange]);

  return (
    <TextField
      id={id}
      type="search"
      label={label}
      value={text}
      onChange={event => setText(event.target.value)}
      error={isKeyValue}
      helperText={isKeyValue && t('list.keyInSearch')}
      variant="outlined"
      size="small"
      InputProps={{
        endAdornment: (
          <InputAdornment position="end">
            <SearchIcon fontSize="small" aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
}

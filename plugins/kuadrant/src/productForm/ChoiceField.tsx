import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormControl from '@material-ui/core/FormControl';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';

/** A choice between few things, each told in full. */
export function ChoiceField<V extends string>(props: {
  label: string;
  name: string;
  value: V;
  onChange: (value: V) => void;
  options: { value: V; label: string }[];
  children?: ReactNode;
}) {
  const { label, name, value, onChange, options, children } = props;
  return (
    <FormControl component="fieldset">
      <Typography component="legend">{label}</Typography>
      <RadioGroup
        name={name}
        value={value}
        onChange={event => onChange(event.target.value as V)}
      >
        {options.map(option => (
          <FormControlLabel
            key={option.value}
            value={option.value}
            label={option.label}
            control={<Radio color="primary" size="small" />}
          />
        ))}
      </RadioGroup>
      {children}
    </FormControl>
  );
}

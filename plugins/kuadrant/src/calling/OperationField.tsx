import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { ApiOperations } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId } from 'react';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

type Operation = ApiOperations['items'][number];

const useStyles = makeStyles(theme => ({
  field: { maxWidth: 480, marginBlock: theme.spacing(1) },
  option: { overflowWrap: 'anywhere', minWidth: 0 },
}));

/** A choice of the operation to call; nothing where there is one at most. */
export function OperationField(props: {
  operations: ApiOperations | undefined;
  value: Operation | undefined;
  onChange: (operation: Operation | undefined) => void;
}) {
  const { operations, value, onChange } = props;
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const classes = useStyles();
  const id = useId();
  if (!operations || operations.items.length < 2) {
    return null;
  }
  const { items, operationCount } = operations;
  return (
    <Autocomplete<Operation, false, true>
      id={id}
      className={classes.field}
      size="small"
      disableClearable
      options={items}
      value={value}
      getOptionLabel={({ name }) => name}
      getOptionSelected={(option, selected) => option.name === selected.name}
      renderOption={({ name, summary, deprecated }) => (
        <div className={classes.option}>
          <bdi dir="ltr">{name}</bdi>
          <Typography variant="body2" color="textSecondary">
            {[deprecated && t('call.deprecated'), summary]
              .filter(Boolean)
              .join(' · ')}
          </Typography>
        </div>
      )}
      onChange={(_, chosen) => onChange(chosen)}
      noOptionsText={t('call.noOperation')}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={t('call.chooseOperation')}
          helperText={
            operationCount > items.length &&
            t('call.someOperations', {
              shown: format.number(items.length),
              all: format.number(operationCount),
            })
          }
        />
      )}
    />
  );
}

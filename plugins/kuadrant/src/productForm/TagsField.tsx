import Chip from '@material-ui/core/Chip';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useState, type KeyboardEvent } from 'react';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  tags: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    marginBlockStart: theme.spacing(1),
  },
  tag: { margin: 0, maxWidth: '100%' },
}));

/** Tags, added with Enter and removed by their chip. */
export function TagsField(props: {
  id: string;
  value: string[];
  onChange: (tags: string[]) => void;
  error?: string;
}) {
  const { id, value, onChange, error } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const [text, setText] = useState('');

  const add = () => {
    const tag = text.trim();
    if (tag !== '' && !value.includes(tag)) {
      onChange([...value, tag]);
    }
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is composed, Enter belongs to the input method.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add();
    }
  };
  return (
    <div>
      <TextField
        id={id}
        label={t('productForm.tags')}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
        variant="outlined"
        size="small"
        fullWidth
        error={Boolean(error)}
        helperText={error ?? t('productForm.tagsHelp')}
      />
      <div className={classes.tags}>
        {value.map(tag => (
          <Chip
            key={tag}
            size="small"
            className={classes.tag}
            label={`× ${tag}`}
            aria-label={t('productForm.removeTag', { tag })}
            onClick={() => onChange(value.filter(each => each !== tag))}
          />
        ))}
      </div>
    </div>
  );
}

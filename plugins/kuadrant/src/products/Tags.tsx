import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    marginBlockStart: theme.spacing(0.5),
  },
  chip: { margin: 0, maxWidth: 200 },
}));

/** A product's tags; each shows the products that have it. Of many, three are shown until asked for. */
export function Tags(props: { tags: string[]; onTag?: (tag: string) => void }) {
  const { tags, onTag } = props;
  const classes = useStyles();
  const format = useFormat();
  const { t } = useKuadrantTranslation();
  const [all, setAll] = useState(false);
  if (tags.length === 0) {
    return null;
  }
  const shown = all ? tags : tags.slice(0, SHOWN);
  const rest = tags.slice(shown.length);
  return (
    <span className={classes.root}>
      {shown.map(tag =>
        onTag ? (
          <Chip
            key={tag}
            size="small"
            variant="outlined"
            className={classes.chip}
            label={tag}
            onClick={() => onTag(tag)}
            aria-label={t('products.tag', { tag })}
          />
        ) : (
          <Chip
            key={tag}
            size="small"
            variant="outlined"
            className={classes.chip}
            label={tag}
          />
        ),
      )}
      {rest.length > 0 && (
        <Chip
          size="small"
          className={classes.chip}
          label={`+${format.number(rest.length)}`}
          onClick={() => setAll(true)}
          aria-label={t('products.moreTags', {
            count: rest.length,
            tags: format.list(rest),
          })}
        />
      )}
    </span>
  );
}

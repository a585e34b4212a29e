import Chip from '@material-ui/core/Chip';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { catalogTags } from '@kuadrant/backstage-plugin-kuadrant-common';
import { Person } from '../components/PersonName';
import { Words } from '../components/Words';
import { useKuadrantTranslation } from '../translation';
import type { ProductDraft } from './draft';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
  tags: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    marginBlockStart: theme.spacing(1),
    '& > *': { margin: 0 },
  },
}));

/** How a draft will look in the catalog, as far as the form decides it. */
export function CatalogPreview({ draft }: { draft: ProductDraft }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const title = draft.displayName.trim() || draft.name;
  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-label={t('productForm.preview')}
    >
      <Typography variant="overline" color="textSecondary">
        {t('productForm.preview')}
      </Typography>
      <Typography variant="h6" component="h3">
        {title || t('productForm.previewUntitled')}{' '}
        <Typography component="span" color="textSecondary">
          {draft.version}
        </Typography>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        API{draft.owner && ' · '}
        {draft.owner && <Person entityRef={draft.owner} inText />}
      </Typography>
      {draft.description.trim() && <Words lines={3}>{draft.description}</Words>}
      <div className={classes.tags}>
        {catalogTags([...draft.tags, 'kuadrant', 'apiproduct']).map(tag => (
          <Chip key={tag} size="small" variant="outlined" label={tag} />
        ))}
      </div>
      {draft.publishStatus === 'Draft' && (
        <Typography variant="body2" color="textSecondary">
          {t('productForm.previewDraft')}
        </Typography>
      )}
    </Paper>
  );
}

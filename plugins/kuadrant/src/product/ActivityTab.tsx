import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useKeys, useRequests } from '../api/queries';
import { VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { usePersonName } from '../components/PersonName';
import { Section } from '../components/Section';
import { TimeText } from '../components/TimeText';
import { Words } from '../components/Words';
import { approvalsRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { happenings, type Happening } from './activity';
import { conditionText } from './Health';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';

/** Requests whose history the tab tells; the queue has them all, page by page. */
const MOST = 50;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    paddingBlock: theme.spacing(1),
    '& + &': { borderBlockStart: `1px solid ${theme.palette.divider}` },
  },
  time: { flex: '0 0 140px', color: theme.palette.text.secondary },
  text: { flex: '1 1 280px', minWidth: 0, overflowWrap: 'anywhere' },
}));

/** What happened on a product: to its requests as far as the reader may see them, and to what it needs. */
export function ActivityTab() {
  return (
    <ProductFrame>
      {({ product }) => <Activity product={product} />}
    </ProductFrame>
  );
}

function Activity({ product }: ProductTabProps) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const approvalsLink = useRouteRef(approvalsRouteRef);
  const { namespace, name } = product.metadata;
  const qualified = `${namespace}/${name}`;
  const reviews = product.actions.includes('review');
  const query = {
    product: [qualified],
    sort: '-created' as const,
    limit: MOST,
  };
  const requests = useRequests(query, { enabled: reviews });
  const own = useKeys({ ...query, scope: 'own' }, { enabled: !reviews });
  const { data, error, refetch } = reviews ? requests : own;
  if (!data) {
    return error ? (
      <ErrorState
        title={t('activity.failed')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <div aria-busy>
        <VisuallyHidden>{t('activity.loading')}</VisuallyHidden>
        <Skeleton height={40} />
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    );
  }
  return (
    <Section title={t('activity.title')}>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {reviews ? t('activity.ofRequests') : t('activity.ofOwn')}
        {data.totalItems > data.items.length && approvalsLink && reviews && (
          <>
            {' '}
            <Link to={`${approvalsLink()}?view=decided&product=${qualified}`}>
              {t('activity.older')}
            </Link>
          </>
        )}
      </Typography>
      <ol className={classes.list}>
        {happenings(product, data.items).map((happening, index) => (
          <li
            key={`${happening.kind} ${happening.at} ${index}`}
            className={classes.item}
          >
            <Item happening={happening} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Item({ happening }: { happening: Happening }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const by = usePersonName('by' in happening ? happening.by : '');
  const requester = usePersonName(
    'requester' in happening ? happening.requester : '',
  );
  const text = () => {
    switch (happening.kind) {
      case 'asked':
        return t('activity.asked', { name: by, plan: happening.plan });
      case 'approved':
      case 'rejected':
        return t(`activity.${happening.kind}`, {
          name: by,
          requester,
          plan: happening.plan,
        });
      case 'approvedAutomatically':
        return t('activity.approvedAutomatically', {
          requester,
          plan: happening.plan,
        });
      case 'condition':
        return conditionText(happening.condition, t);
      default:
        return t(`activity.${happening.kind}`);
    }
  };
  return (
    <>
      <span className={classes.time}>
        <TimeText value={happening.at} />
      </span>
      <div className={classes.text}>
        {text()}
        {'words' in happening && happening.words && (
          <Words quoted variant="body2">
            {happening.words}
          </Words>
        )}
      </div>
    </>
  );
}

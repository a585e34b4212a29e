import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  findCondition,
  type AuthPolicy,
  type PlanPolicy,
  type ProductView,
  type RateLimitPolicy,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { VisuallyHidden } from '../components/Announcer';
import { limitsInWords } from '../format/limits';
import { useFormat } from '../format/useFormat';
import { usePolicies } from '../policies/usePolicies';
import { useKuadrantTranslation } from '../translation';

type Policy = PlanPolicy | AuthPolicy | RateLimitPolicy;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    paddingBlock: theme.spacing(1),
    '& + &': { borderBlockStart: `1px solid ${theme.palette.divider}` },
  },
}));

/** The policies that apply to a product's route: which, from where, and whether they are enforced. */
export function PolicyList({ product }: { product: ProductView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { data, isPending, refetch } = usePolicies(product);
  if (isPending) {
    return (
      <div aria-busy>
        <VisuallyHidden>{t('policies.loading')}</VisuallyHidden>
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    );
  }
  if (data === null) {
    return <Typography>{t('policies.hidden')}</Typography>;
  }
  if (!data) {
    return (
      <Typography role="alert">
        {t('policies.failed')}{' '}
        <Button size="small" onClick={() => refetch()}>
          {t('error.retry')}
        </Button>
      </Typography>
    );
  }
  const kinds: [kind: string, policy: Policy | undefined, none: string][] = [
    ['PlanPolicy', data.plans, t('policies.noPlans')],
    ['AuthPolicy', data.auth, t('policies.noAuth')],
    ['RateLimitPolicy', data.rates, t('policies.noRates')],
  ];
  return (
    <ul className={classes.list}>
      {kinds.map(([kind, policy, none]) => (
        <li key={kind} className={classes.item}>
          {policy ? (
            <PolicyItem kind={kind} policy={policy} />
          ) : (
            <Typography>
              {kind}: {none}
            </Typography>
          )}
        </li>
      ))}
    </ul>
  );
}

function PolicyItem({ kind, policy }: { kind: string; policy: Policy }) {
  const { t } = useKuadrantTranslation();
  const { metadata, spec } = policy;
  const { targetRef } = spec;
  const enforced = findCondition(policy.status?.conditions, 'Enforced');
  const accepted = findCondition(policy.status?.conditions, 'Accepted');
  const trouble = [accepted, enforced].find(
    condition => condition?.status === 'False',
  );
  const state = () => {
    if (trouble) {
      return t('policies.notEnforced', { reason: trouble.message });
    }
    return enforced ? t('policies.enforced') : t('policies.notYet');
  };
  return (
    <>
      <Typography>
        {kind}{' '}
        <bdi dir="ltr">
          {metadata.namespace}/{metadata.name}
        </bdi>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {targetRef.kind === 'Gateway'
          ? t('policies.fromGateway', { gateway: targetRef.name })
          : t('policies.fromRoute', { route: targetRef.name })}{' '}
        · {state()}
      </Typography>
      {kind === 'RateLimitPolicy' && (
        <Rates policy={policy as RateLimitPolicy} />
      )}
    </>
  );
}

/** Each limit of a RateLimitPolicy in words. */
function Rates({ policy: { spec } }: { policy: RateLimitPolicy }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const limits =
    spec.overrides?.limits ?? spec.limits ?? spec.defaults?.limits ?? {};
  return (
    <ul>
      {Object.entries(limits).map(([name, { rates, counters }]) => (
        <li key={name}>
          {name}: {limitsInWords({ custom: rates ?? [] }, t, format)}
          {' · '}
          {counters?.length ? t('policies.counted') : t('policies.oneCounter')}
        </li>
      ))}
    </ul>
  );
}

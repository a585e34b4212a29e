import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PolicyView,
  ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { LimitText } from '../format/LimitText';
import { useKuadrantTranslation, type KuadrantTranslate } from '../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    paddingBlock: theme.spacing(1),
    overflowWrap: 'anywhere',
    '& + &': { borderBlockStart: `1px solid ${theme.palette.divider}` },
  },
}));

const KINDS = ['PlanPolicy', 'AuthPolicy', 'RateLimitPolicy'] as const;

/** The policies on the way of a product's calls: which, from where, and whether they are in force. */
export function PolicyList({ product }: { product: ProductView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { policies } = product;
  if (!policies) {
    return <Typography>{t('policies.hidden')}</Typography>;
  }
  const none = {
    PlanPolicy: t('policies.noPlans'),
    AuthPolicy: t('policies.noAuth'),
    RateLimitPolicy: t('policies.noRates'),
  };
  return (
    <ul className={classes.list}>
      {KINDS.map(kind => {
        const ofKind = policies.filter(policy => policy.kind === kind);
        return ofKind.length === 0 ? (
          <li key={kind} className={classes.item}>
            <Typography>
              {kind}: {none[kind]}
            </Typography>
          </li>
        ) : (
          ofKind.map(policy => (
            <li
              key={`${kind} ${policy.namespace}/${policy.name}`}
              className={classes.item}
            >
              <PolicyItem policy={policy} />
            </li>
          ))
        );
      })}
    </ul>
  );
}

function PolicyItem({ policy }: { policy: PolicyView }) {
  const { t } = useKuadrantTranslation();
  const { kind, namespace, name, onlySome, limits } = policy;
  return (
    <>
      <Typography>
        {kind}{' '}
        <bdi dir="ltr">
          {namespace}/{name}
        </bdi>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {targetText(policy, t)} · {stateText(policy, t)}
        {onlySome && ` · ${t('policies.onlySome')}`}
      </Typography>
      {limits && (
        <ul>
          {[...new Set(limits.map(limit => limit.name))].map(each => (
            <LimitItem key={each} name={each} policy={policy} />
          ))}
        </ul>
      )}
    </>
  );
}

function LimitItem({ name, policy }: { name: string; policy: PolicyView }) {
  const { t } = useKuadrantTranslation();
  const rates = (policy.limits ?? []).filter(limit => limit.name === name);
  return (
    <li>
      {name}: <LimitText limits={rates} tier={rates[0]?.plan ?? ''} />
      {rates.some(({ identityNotExported }) => identityNotExported) && (
        <Typography variant="body2" color="textSecondary">
          {t('policies.identityNotExported')}
        </Typography>
      )}
    </li>
  );
}

function targetText(
  { target, sectionName }: PolicyView,
  t: KuadrantTranslate,
): string {
  const name = sectionName ? `${target.name}/${sectionName}` : target.name;
  return target.kind === 'Gateway'
    ? t('policies.fromGateway', { gateway: name })
    : t('policies.fromRoute', { route: name });
}

function stateText(
  { state, reason, message }: PolicyView,
  t: KuadrantTranslate,
): string {
  switch (state) {
    case 'inForce':
      return t('policies.enforced');
    case 'overridden':
      return t('policies.overridden');
    case 'unreported':
      return t('policies.notYet');
    default:
      return t('policies.notEnforced', {
        reason: [reason, message].filter(Boolean).join(': '),
      });
  }
}

import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import {
  findCondition,
  identityFilterYaml,
  isolatingRuleYaml,
  PRODUCT_REASONS,
  type Condition,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { YamlToCopy } from '../policies/YamlToCopy';
import { useKuadrantTranslation, type KuadrantTranslate } from '../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    paddingBlock: theme.spacing(0.5),
    '& svg': { fontSize: '1.3em', flex: 'none' },
  },
  good: { '& svg': { color: theme.palette.success.main } },
  bad: { '& svg': { color: theme.palette.error.main } },
  unknown: { '& svg': { color: theme.palette.text.secondary } },
}));

/** The words of a condition, with a full stop at the end. */
const sentence = (message: string) => message.trim().replace(/\.?$/, '.');

const KEYS_ISOLATED = 'KeysIsolated';
const IDENTITY_EXPORTED = 'IdentityExported';

/** Why the plans that a policy names are not in force: in the policy's words, else in those of the condition. */
function refusedPlans(
  { message }: Condition,
  t: KuadrantTranslate,
  product: ProductView | undefined,
): string {
  const why =
    product?.plans.state === 'refused' ? product.plans.why : undefined;
  return t('health.plansNotReady', {
    message: sentence(why ? `${why.reason}: ${why.message}` : message),
  });
}

/** A sentence for each condition of a product; reasons without one of their own are told by the controller's words. */
const SENTENCES: Record<
  keyof typeof PRODUCT_REASONS,
  (
    condition: Condition,
    t: KuadrantTranslate,
    product?: ProductView,
  ) => string | undefined
> = {
  Ready: ({ reason }, t) => {
    switch (reason) {
      case 'HTTPRouteAccepted':
      case 'HTTPRouteNotAccepted':
      case 'HTTPRouteNotFound':
        return t(`health.${reason}`);
      default:
        return undefined;
    }
  },
  PlanPolicyDiscovered: (condition, t, product) => {
    if (condition.status === 'True') {
      return t('health.plansFound');
    }
    return condition.reason === 'PlanPolicyNotReady'
      ? refusedPlans(condition, t, product)
      : t('health.plansNotFound');
  },
  PlansPresent: (condition, t, product) =>
    condition.reason === 'PlanPolicyRemoved'
      ? t('health.plansRemoved')
      : refusedPlans(condition, t, product),
  AuthPolicyDiscovered: ({ status, reason, message }, t, product) => {
    if (status === 'True') {
      return t('health.authFound');
    }
    return reason === 'AuthPolicyNotReady'
      ? t('health.AuthPolicyNotReady', {
          message: sentence(
            product?.access.works === false ? product.access.message : message,
          ),
        })
      : t('health.authNotFound');
  },
  KeysIsolated: ({ status, message }, t) =>
    status === 'True'
      ? t('health.KeysIsolated')
      : t('health.SelectorShared', { message }),
  IdentityExported: ({ status }, t) =>
    t(status === 'True' ? 'health.identityExported' : 'health.identityHidden'),
  OIDCDiscovered: ({ status, reason }, t) => {
    if (status === 'True') {
      return t('health.OIDCDiscovered');
    }
    return reason === 'DiscoveryFailed'
      ? t('health.OIDCDiscoveryFailed')
      : undefined;
  },
  OpenAPISpecReady: ({ status, message }, t) =>
    status === 'True'
      ? t('health.SpecFetched')
      : t('health.SpecFailed', { message }),
};

/** The condition by which keys of other products work on this one too; undefined where none does. */
export function sharedKeysCondition(
  product: ProductView | undefined,
): Condition | undefined {
  const condition = findCondition(
    product?.status?.conditions as Condition[] | undefined,
    KEYS_ISOLATED,
  );
  return condition?.status === 'False' ? condition : undefined;
}

/** What a condition of a product means, in a sentence. */
export function conditionText(
  condition: Condition,
  t: KuadrantTranslate,
  product?: ProductView,
): string {
  return (
    SENTENCES[condition.type as keyof typeof SENTENCES]?.(
      condition,
      t,
      product,
    ) ?? condition.message
  );
}

/** Whether a condition is left out, since it matters to others only or another one says more. */
function isHidden(
  { type, reason }: Condition,
  all: Condition[],
  canUpdate: boolean,
): boolean {
  switch (type) {
    case 'OIDCDiscovered':
      return reason === 'NoOIDCAuth';
    case IDENTITY_EXPORTED:
      return !canUpdate;
    case 'PlanPolicyDiscovered':
      return findCondition(all, 'PlansPresent') !== undefined;
    default:
      return false;
  }
}

/** What to add to the AuthPolicy of a product where a condition is False, by its type. */
function remediesOf(
  { metadata }: ProductView,
  t: KuadrantTranslate,
): Record<string, { intro: string; yaml: string } | undefined> {
  const { namespace = '', name } = metadata;
  return {
    [KEYS_ISOLATED]: {
      intro: t('health.isolatingRule'),
      yaml: isolatingRuleYaml({ namespace, name }),
    },
    [IDENTITY_EXPORTED]: {
      intro: t('health.identityFilter'),
      yaml: identityFilterYaml(),
    },
  };
}

/** Whether everything that a product needs is there, and who can fix what is not. */
export function Health({ product }: { product: ProductView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const conditions = product.status?.conditions as Condition[] | undefined;
  const canUpdate = product.actions.includes('update');
  const remedies = remediesOf(product, t);
  if (!conditions?.length) {
    return (
      <span className={`${classes.item} ${classes.unknown}`}>
        <HourglassEmptyIcon aria-hidden /> {t('health.notYet')}
      </span>
    );
  }
  return (
    <ul className={classes.list}>
      {Object.keys(SENTENCES).map(type => {
        const condition = findCondition(conditions, type);
        if (!condition || isHidden(condition, conditions, canUpdate)) {
          return null;
        }
        const good = condition.status === 'True';
        const remedy = good || !canUpdate ? undefined : remedies[type];
        const Icon = good ? CheckCircleIcon : ErrorIcon;
        return (
          <li
            key={type}
            className={`${classes.item} ${good ? classes.good : classes.bad}`}
          >
            <Icon aria-hidden />
            <span>
              {conditionText(condition, t, product)}
              {remedy && <YamlToCopy {...remedy} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

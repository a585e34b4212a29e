import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import {
  findCondition,
  isolatingRuleYaml,
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

/** A sentence for each condition of a product; reasons without one of their own are told by the controller's words. */
const SENTENCES: Record<
  string,
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
  PlanPolicyDiscovered: ({ status }, t, product) => {
    if (status === 'True') {
      return t('health.plansFound');
    }
    if (product?.plans.state !== 'refused') {
      return t('health.plansNotFound');
    }
    const { reason, message } = product.plans.why;
    return t('health.plansNotReady', {
      message: sentence(`${reason}: ${message}`),
    });
  },
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

const KEYS_ISOLATED = 'KeysIsolated';

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
    SENTENCES[condition.type]?.(condition, t, product) ?? condition.message
  );
}

/** Whether everything that a product needs is there, and who can mend what is not. */
export function Health({ product }: { product: ProductView }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const conditions = product.status?.conditions as Condition[] | undefined;
  const canUpdate = product.actions.includes('update');
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
        // A product without tokens is not the worse for it.
        if (!condition || condition.reason === 'NoOIDCAuth') {
          return null;
        }
        const good = condition.status === 'True';
        const Icon = good ? CheckCircleIcon : ErrorIcon;
        return (
          <li
            key={type}
            className={`${classes.item} ${good ? classes.good : classes.bad}`}
          >
            <Icon aria-hidden />
            <span>
              {conditionText(condition, t, product)}
              {type === KEYS_ISOLATED && !good && canUpdate && (
                <YamlToCopy
                  intro={t('health.isolatingRule')}
                  yaml={isolatingRuleYaml({
                    namespace: product.metadata.namespace ?? '',
                    name: product.metadata.name,
                  })}
                />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

import Typography from '@material-ui/core/Typography';
import {
  authPolicyYaml,
  type RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { offeredPlans } from '../calling/offeredPlans';
import { placementText } from '../calling/placementText';
import { useFormat } from '../format/useFormat';
import { YamlToCopy } from '../policies/YamlToCopy';
import { useKuadrantTranslation } from '../translation';

/** Which plans and which way to authenticate a product on this route will have. */
export function PolicyPreview(props: {
  route: RouteView;
  /** Name of the product; empty while it has none. */
  productName: string;
}) {
  const { route, productName } = props;
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const plans = offeredPlans(route);
  const { placement, keyProblem } = route;
  const routeRef = {
    namespace: route.metadata.namespace ?? '',
    name: route.metadata.name,
  };
  const plansText = () => {
    if (route.plans.state === 'refused') {
      const { reason, message } = route.plans.why;
      return t('productForm.plansRefused', { reason: `${reason}: ${message}` });
    }
    return plans.length > 0
      ? t('productForm.plansFound', {
          plans: format.list(plans.map(({ tier }) => tier)),
        })
      : t('productForm.noPlans');
  };
  return (
    <>
      <Typography variant="body2" role="status">
        {plansText()}
        <br />
        {placement
          ? t('productForm.keyExpected', {
              where: placementText(placement, t),
            })
          : t('productForm.noKeyRule', { reason: keyProblem ?? '' })}
      </Typography>
      {!placement && productName && (
        <YamlToCopy
          intro={t('productForm.readyAuthPolicy')}
          yaml={authPolicyYaml(
            { namespace: routeRef.namespace, name: productName },
            routeRef,
          )}
        />
      )}
    </>
  );
}

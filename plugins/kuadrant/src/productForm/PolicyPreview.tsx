import { useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  authPolicyYaml,
  keyPlacement,
  type AuthPolicy,
  type HTTPRoute,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useQuery } from '@tanstack/react-query';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { effectivePolicy, policyNamespaces } from '../policies/effectivePolicy';
import { YamlToCopy } from '../policies/YamlToCopy';

function rulesOf({ spec }: AuthPolicy) {
  return spec.overrides?.rules ?? spec.rules ?? spec.defaults?.rules;
}

/** Which plans and which way to authenticate a product on this route will have. */
export function PolicyPreview(props: {
  route: HTTPRoute;
  /** Name of the product; empty while it has none. */
  productName: string;
}) {
  const { route, productName } = props;
  const api = useApi(kuadrantApiRef);
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const namespace = policyNamespaces(route);
  const { data, error } = useQuery({
    queryKey: ['policies', namespace],
    queryFn: async ({ signal }) => {
      const query = { namespace, limit: 500 };
      const [plans, auth] = await Promise.all([
        api.listPlanPolicies({ query }, { signal }),
        api.listAuthPolicies({ query }, { signal }),
      ]);
      return { plans: plans.items, auth: auth.items };
    },
  });
  if (error) {
    return (
      <Typography variant="body2" role="status">
        {errorStatus(error) === 403
          ? t('productForm.policiesHidden')
          : t('productForm.policiesFailed')}
      </Typography>
    );
  }
  if (!data) {
    return null;
  }
  const plans = effectivePolicy(data.plans, route)?.spec.plans ?? [];
  const auth = effectivePolicy(data.auth, route);
  const keyRule =
    auth &&
    Object.values(rulesOf(auth)?.authentication ?? {}).find(
      rule => rule.apiKey,
    );
  const placement = keyRule && keyPlacement(keyRule.credentials);
  const authText = () => {
    if (!auth) {
      return t('productForm.noAuthPolicy');
    }
    return placement
      ? t('productForm.keyExpected', {
          where:
            placement.in === 'header' && placement.prefix
              ? `${placement.name}: ${placement.prefix} …`
              : placement.name,
        })
      : t('productForm.noKeyRule');
  };
  const routeRef = {
    namespace: route.metadata.namespace ?? '',
    name: route.metadata.name,
  };
  return (
    <>
      <Typography variant="body2" role="status">
        {plans.length > 0
          ? t('productForm.plansFound', {
              plans: format.list(plans.map(({ tier }) => tier)),
            })
          : t('productForm.noPlans')}
        <br />
        {authText()}
      </Typography>
      {!keyRule && productName && (
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

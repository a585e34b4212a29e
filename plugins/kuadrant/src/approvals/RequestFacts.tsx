import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useProduct } from '../api/queries';
import { offeredPlans } from '../calling/offeredPlans';
import { Words } from '../components/Words';
import { limitLines } from '../format/limits';
import { useFormat } from '../format/useFormat';
import { heldTerms } from '../keys/heldTerms';
import { conditionText, sharedKeysCondition } from '../product/Health';
import { allKeysRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { PlanCell } from './RequestCells';
import { RequesterCard } from './RequesterCard';

/** What a reviewer has to know: the whole use case, what the plan allows, until when, and what the person has already. */
export function RequestFacts({ request }: { request: RequestView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const keysLink = useRouteRef(allKeysRouteRef);
  const { spec, product, pendingChange, otherKeys } = request;
  const { data: productView } = useProduct(product);
  const shared = sharedKeysCondition(productView);
  const held = heldTerms(request);
  const tier = pendingChange?.planTier?.to ?? held.planTier;
  const plan =
    productView && offeredPlans(productView).find(each => each.tier === tier);
  const moment = (at: string | undefined) =>
    at ? format.dateTime(new Date(at)) : t('expiry.never');
  const expiry = pendingChange?.expiresAt;
  const expiryText = (at: string | undefined) =>
    at
      ? t('approvals.until', { moment: moment(at) })
      : t('approvals.untilNever');
  const holds = t('approvals.holds', {
    count: otherKeys,
    amount: format.number(otherKeys),
  });
  const keysOfRequester = (list: string) =>
    `${list}?${new URLSearchParams({
      product: `${product.namespace}/${product.name}`,
      q: spec.requestedBy.userId,
    })}`;
  return (
    <div>
      {shared && <Alert severity="warning">{conditionText(shared, t)}</Alert>}
      {request.requesterUnverified && (
        <Alert severity="warning">{t('approvals.requesterUnverified')}</Alert>
      )}
      <RequesterCard {...spec.requestedBy} />
      {otherKeys > 0 && (
        <Typography variant="body2">
          {keysLink ? (
            <Link to={keysOfRequester(keysLink())}>{holds}</Link>
          ) : (
            holds
          )}
        </Typography>
      )}
      {spec.useCase?.trim() ? (
        <Words>{spec.useCase.trim()}</Words>
      ) : (
        <Typography>
          <em>{t('approvals.noReason')}</em>
        </Typography>
      )}
      <Typography variant="body2">
        <PlanCell request={request} />
        {plan && `: ${limitLines(plan.limits, tier, t, format).join('; ')}`}
        {' · '}
        {expiry
          ? t('approvals.expiryChange', {
              from: moment(expiry.from),
              to: moment(expiry.to),
            })
          : expiryText(held.expiresAt)}
      </Typography>
    </div>
  );
}

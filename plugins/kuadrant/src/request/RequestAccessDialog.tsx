import { Link } from '@backstage/core-components';
import {
  identityApiRef,
  toastApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import {
  fieldErrors,
  type KeyView,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { kuadrantApiRef } from '../api';
import { errorStatus } from '../api/errors';
import { offeredPlans } from '../calling/offeredPlans';
import { useErrorText } from '../components/useErrorText';
import { useProduct, useRefreshAll } from '../api/queries';
import { FormDialog } from '../components/FormDialog';
import { keyRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { expiryMoment, presetExpiry } from './expiry';
import { ExpiryField } from './ExpiryField';
import { HeldKeyHint } from './HeldKeyHint';
import { PlanField } from './PlanField';
import { ProductField } from './ProductField';
import { UseCaseField } from './UseCaseField';

/** Asks for a key: one POST; the server makes the key, its place and the rest. */
export function RequestAccessDialog(props: {
  /** The product; without it the dialog begins with choosing one. */
  product?: ProductView;
  /** Plan chosen to begin with. */
  plan?: string;
  /** Use case to begin with, when a rejected request is asked again. */
  useCase?: string;
  onClose: () => void;
}) {
  const [picked, setPicked] = useState<ProductView>();
  const chosen = props.product ?? picked;
  return chosen ? (
    <RequestForm
      key={`${chosen.metadata.namespace}/${chosen.metadata.name}`}
      {...props}
      product={chosen}
      onPick={props.product ? undefined : setPicked}
    />
  ) : (
    <PickProduct onClose={props.onClose} onPick={setPicked} />
  );
}

function PickProduct(props: {
  onClose: () => void;
  onPick: (product: ProductView) => void;
}) {
  const { t } = useKuadrantTranslation();
  const [error, setError] = useState<string>();
  return (
    <FormDialog
      title={t('request.open')}
      submitLabel={t('request.send')}
      dirty={false}
      running={false}
      onSubmit={() => setError(t('request.productNeeded'))}
      onClose={props.onClose}
    >
      <ProductField onPick={props.onPick} error={error} />
    </FormDialog>
  );
}

function RequestForm(props: {
  product: ProductView;
  plan?: string;
  useCase?: string;
  onPick?: (product: ProductView) => void;
  onClose: () => void;
}) {
  const { onPick, onClose } = props;
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const api = useApi(kuadrantApiRef);
  const refresh = useRefreshAll();
  const showSent = useShowSent();
  const [now] = useState(() => new Date());
  const ref = {
    namespace: props.product.metadata.namespace ?? '',
    name: props.product.metadata.name,
  };
  // Plans may change while the form is open: the newest answer counts, the text stays.
  const latest = useProduct(ref);
  const product = latest.data ?? props.product;
  const plans = offeredPlans(product);
  const [tier, setTier] = useState(
    props.plan ?? (plans.length === 1 ? plans[0].tier : undefined),
  );
  const [useCase, setUseCase] = useState(props.useCase ?? '');
  const [expiry, setExpiry] = useState(() =>
    presetExpiry(product.spec.keyLifetime),
  );
  const [running, setRunning] = useState(false);
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const plan = plans.find(each => each.tier === tier);
  const moment = expiryMoment(expiry, now);
  const expiryError =
    expiry.kind === 'date' && (!moment || moment <= now)
      ? t('expiry.dateNeeded')
      : undefined;
  const wrong = new Map(
    fieldErrors(failure).map(({ path, message }) => [path, message]),
  );

  const send = async () => {
    setChecked(true);
    if (!plan || useCase.trim() === '' || expiryError) {
      return;
    }
    setRunning(true);
    setFailure(undefined);
    try {
      const key = await api.createApiKey({
        body: {
          apiProduct: ref,
          planTier: plan.tier,
          useCase: useCase.trim(),
          expiresAt: moment?.toISOString(),
        },
      });
      onClose();
      await refresh();
      showSent(key, product);
    } catch (error) {
      setRunning(false);
      setFailure(error);
      if (errorStatus(error) === 409 || errorStatus(error) === 422) {
        latest.refetch();
      }
    }
  };

  return (
    <FormDialog
      title={t('request.title', { product: product.spec.displayName })}
      submitLabel={t('request.send')}
      dirty={useCase.trim() !== (props.useCase ?? '')}
      running={running}
      error={
        failure !== undefined && wrong.size === 0
          ? errorText(failure)
          : undefined
      }
      onSubmit={send}
      onClose={onClose}
    >
      {onPick && <ProductField value={product} onPick={onPick} />}
      {plans.length === 0 ? (
        <Typography role="alert">{t('request.noPlans')}</Typography>
      ) : (
        <PlanField
          plans={plans}
          value={plan?.tier}
          onChange={setTier}
          error={
            wrong.get('planTier') ??
            (checked && !plan ? t('request.planNeeded') : undefined)
          }
        />
      )}
      {plan && <HeldKeyHint product={ref} tier={plan.tier} />}
      <UseCaseField
        value={useCase}
        onChange={setUseCase}
        error={
          wrong.get('useCase') ??
          (checked && useCase.trim() === ''
            ? t('request.useCaseNeeded')
            : undefined)
        }
      />
      <ExpiryField
        value={expiry}
        onChange={setExpiry}
        lifetime={product.spec.keyLifetime}
        now={now}
        error={wrong.get('expiresAt') ?? (checked ? expiryError : undefined)}
      />
      <WhatHappensNext product={product} />
    </FormDialog>
  );
}

function useShowSent() {
  const { t } = useKuadrantTranslation();
  const toastApi = useApi(toastApiRef);
  const navigate = useNavigate();
  const keyLink = useRouteRef(keyRouteRef);
  return (key: KeyView, product: ProductView) => {
    const href = keyLink?.({
      namespace: key.metadata.namespace ?? '',
      name: key.metadata.name,
    });
    if (href && product.spec.approvalMode === 'automatic') {
      navigate(href);
      return;
    }
    toastApi.post({
      title: t('request.sent'),
      status: 'success',
      timeout: 8000,
      // The toast's own links load the whole app anew.
      description: href && (
        <Link to={href} color="inherit" underline="always">
          {t('request.sentOpen')}
        </Link>
      ),
    });
  };
}

function WhatHappensNext({ product }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const identityApi = useApi(identityApiRef);
  const profile = useQuery({
    queryKey: ['profile'],
    queryFn: () => identityApi.getProfileInfo(),
    staleTime: Infinity,
  });
  const { displayName, email } = profile.data ?? {};
  const next = () => {
    if (product.spec.approvalMode === 'automatic') {
      return t('request.automatic');
    }
    return product.owner ? (
      <ManualReview owner={product.owner} />
    ) : (
      t('request.manualNoOwner')
    );
  };
  return (
    <div>
      <Typography variant="body2">{next()}</Typography>
      {displayName && email && (
        <Typography variant="body2" color="textSecondary">
          {t('request.askedAs', { name: displayName, email })}
        </Typography>
      )}
    </div>
  );
}

function ManualReview({ owner }: { owner: string }) {
  const { t } = useKuadrantTranslation();
  const { primaryTitle } = useEntityPresentation(owner);
  const group = owner.startsWith('group:');
  return (
    <>
      {t(group ? 'request.manualGroup' : 'request.manual', {
        owner: primaryTitle,
      })}
    </>
  );
}

import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  findCondition,
  isWebAddress,
  type Condition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { EmptyState } from '../components/EmptyState';
import { useFormat } from '../format/useFormat';
import { useNow } from '../format/useNow';
import { editProductRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { LoadedDefinition } from './LoadedDefinition';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';

/** The API document of a product, or why there is none. */
export function DefinitionTab() {
  return (
    <ProductFrame>
      {({ product }) => <Definition product={product} />}
    </ProductFrame>
  );
}

function Definition({ product }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  const { openapi } = product.status ?? {};
  const condition = findCondition(
    product.status?.conditions as Condition[] | undefined,
    'OpenAPISpecReady',
  );
  if (condition?.status === 'False') {
    return (
      <>
        <Failure product={product} condition={condition} />
        {openapi && <LoadedDefinition product={product} />}
      </>
    );
  }
  if (!openapi) {
    return (
      <EmptyState>
        {product.spec.documentation?.openAPISpecURL
          ? t('product.noDefinitionYet')
          : t('product.noDefinition')}
      </EmptyState>
    );
  }
  return <LoadedDefinition product={product} />;
}

function Failure({
  product,
  condition,
}: ProductTabProps & { condition: Condition }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const now = useNow();
  const editLink = useRouteRef(editProductRouteRef);
  const { openapi } = product.status ?? {};
  const address = product.spec.documentation?.openAPISpecURL;
  const { namespace = '', name } = product.metadata;
  const edit =
    editLink && product.actions.includes('update')
      ? editLink({ namespace, name })
      : undefined;
  return (
    <Alert
      severity="warning"
      role="alert"
      action={
        edit && (
          <LinkButton to={edit} size="small" color="inherit">
            {t('product.editAddress')}
          </LinkButton>
        )
      }
    >
      {t('health.SpecFailed', { message: condition.message })}{' '}
      {t('product.failedSince', {
        moment: format.relative(new Date(condition.lastTransitionTime), now),
      })}{' '}
      {t('product.triedAgain')}
      {openapi &&
        ` ${t('product.oldCopy', {
          moment: format.dateTime(new Date(openapi.lastSyncTime)),
        })}`}
      {address && isWebAddress(address) && (
        <Typography variant="body2">
          <Link to={address}>{t('product.openDocument')}</Link>
        </Typography>
      )}
    </Alert>
  );
}

import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { OpenApiDefinitionWidget } from '@backstage/plugin-api-docs';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  findCondition,
  type Condition,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { EmptyState } from '../components/EmptyState';
import { useFormat } from '../format/useFormat';
import { useNow } from '../format/useNow';
import { editProductRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';

/** Characters from which on drawing a document takes a browser too long. */
const TOO_LARGE = 2_000_000;

/** The OpenAPI document of a product, and why there is none where it could not be read. */
export function DefinitionTab() {
  return (
    <ProductFrame>
      {({ product }) => <Definition product={product} />}
    </ProductFrame>
  );
}

function Definition({ product }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const now = useNow();
  const editLink = useRouteRef(editProductRouteRef);
  const { openapi } = product.status ?? {};
  const condition = findCondition(
    product.status?.conditions as Condition[] | undefined,
    'OpenAPISpecReady',
  );
  const address = product.spec.documentation?.openAPISpecURL;
  const { namespace = '', name } = product.metadata;
  const edit =
    editLink && product.actions.includes('update')
      ? editLink({ namespace, name })
      : undefined;
  const failed = condition?.status === 'False';
  return (
    <>
      {failed && (
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
            moment: format.relative(
              new Date(condition.lastTransitionTime),
              now,
            ),
          })}
          {openapi &&
            ` ${t('product.oldCopy', {
              moment: format.dateTime(new Date(openapi.lastSyncTime)),
            })}`}
        </Alert>
      )}
      {!openapi && (
        <EmptyState>
          {address ? t('product.noDefinitionYet') : t('product.noDefinition')}
        </EmptyState>
      )}
      {openapi && openapi.raw.length > TOO_LARGE && (
        <Typography>
          {t('product.tooLarge', {
            size: format.number(Math.round(openapi.raw.length / 1_000_000)),
          })}{' '}
          <Button
            component="a"
            href={`data:application/octet-stream;charset=utf-8,${encodeURIComponent(openapi.raw)}`}
            download={`${product.metadata.name}-openapi.txt`}
          >
            {t('product.download')}
          </Button>
        </Typography>
      )}
      {openapi && openapi.raw.length <= TOO_LARGE && (
        <OpenApiDefinitionWidget definition={openapi.raw} />
      )}
    </>
  );
}

import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  isWebAddress,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useApiDefinition } from '../api/queries';
import { VisuallyHidden } from '../components/Announcer';
import { ErrorState } from '../components/ErrorState';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { ApiDefinition } from './ApiDefinition';

/** Characters from which on drawing a document takes a browser too long. */
const TOO_LARGE = 2_000_000;

/** Loads the definition of a product and draws it by its kind; a very large one is offered as a file. */
export function LoadedDefinition({ product }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const { namespace = '', name } = product.metadata;
  const { data, error, refetch } = useApiDefinition(
    { namespace, name },
    product.status?.openapi?.lastSyncTime,
  );
  const address = product.spec.documentation?.openAPISpecURL;
  if (!data) {
    return error ? (
      <ErrorState
        title={t('product.definitionFailed')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <div aria-busy>
        <VisuallyHidden>{t('product.loadingDefinition')}</VisuallyHidden>
        <Skeleton height={56} width="50%" />
        <Skeleton variant="rect" height={320} />
      </div>
    );
  }
  if (!data.complete) {
    return (
      <Alert severity="info">
        {t('product.notKept')}{' '}
        {address && isWebAddress(address) && (
          <Link to={address}>{t('product.openDocument')}</Link>
        )}
      </Alert>
    );
  }
  return data.definition.length > TOO_LARGE ? (
    <TooLarge name={name} definition={data.definition} />
  ) : (
    <ApiDefinition type={data.type} definition={data.definition} />
  );
}

function TooLarge(props: { name: string; definition: string }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const download = () => {
    const url = URL.createObjectURL(
      new Blob([props.definition], { type: 'application/octet-stream' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `${props.name}-definition.txt`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Typography>
      {t('product.tooLarge', {
        size: format.number(Math.round(props.definition.length / 1_000_000)),
      })}{' '}
      <Button onClick={download}>{t('product.download')}</Button>
    </Typography>
  );
}

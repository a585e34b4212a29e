import { useApi } from '@backstage/frontend-plugin-api';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type {
  ObjectRef,
  RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { kuadrantApiRef } from '../api';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { PolicyPreview } from './PolicyPreview';

const label = ({ namespace, name }: { namespace?: string; name: string }) =>
  `${name} · ${namespace}`;

/** Picks the HTTPRoute that a product offers; the server searches. What it brings along is told below. */
export function RouteField(props: {
  id: string;
  value: ObjectRef | undefined;
  onChange: (route: ObjectRef) => void;
  /** The product that is edited: its route stays in its namespace. */
  edited?: ObjectRef;
  /** Name of the product; empty while it has none. */
  productName: string;
  error?: string;
}) {
  const { id, value, onChange, edited, productName, error } = props;
  const api = useApi(kuadrantApiRef);
  const { t } = useKuadrantTranslation();
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const searching = !value || q !== label(value);
  const query = {
    q: searching && q ? q : undefined,
    namespace: edited ? [edited.namespace] : undefined,
    sort: 'name' as const,
    limit: 50,
  };
  const routes = useQuery({
    queryKey: ['routes', query],
    queryFn: ({ signal }) => api.listHttpRoutes({ query }, { signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: ['route', value?.namespace, value?.name],
    queryFn: ({ signal }) => api.getHttpRoute({ params: value! }, { signal }),
    enabled: value !== undefined,
  });
  const options = routes.data?.items ?? [];
  const none = routes.data?.totalItems === 0 && !q;
  return (
    <div>
      <Autocomplete<RouteView>
        id={id}
        options={options}
        value={chosen.data ?? null}
        loading={routes.isPending}
        getOptionLabel={({ metadata }) => label(metadata)}
        renderOption={route => <RouteOption route={route} />}
        getOptionSelected={(option, selected) =>
          option.metadata.namespace === selected.metadata.namespace &&
          option.metadata.name === selected.metadata.name
        }
        filterOptions={all => all}
        onChange={(_, route) =>
          route &&
          onChange({
            namespace: route.metadata.namespace ?? '',
            name: route.metadata.name,
          })
        }
        onInputChange={(_, input) => setText(input)}
        renderInput={params => (
          <TextField
            {...params}
            label={t('productForm.route')}
            required
            variant="outlined"
            size="small"
            error={Boolean(error)}
            helperText={
              error ??
              (none
                ? t('productForm.noRoutes')
                : value &&
                  !edited &&
                  t('productForm.livesIn', { namespace: value.namespace }))
            }
          />
        )}
      />
      {chosen.data && <OtherProducts route={chosen.data} edited={edited} />}
      {chosen.data && (
        <PolicyPreview route={chosen.data} productName={productName} />
      )}
    </div>
  );
}

/** A route with what tells it apart from others: its hosts, its gateways, and what it is offered as already. */
function RouteOption({ route }: { route: RouteView }) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const where = [
    ...route.hostnames,
    ...route.gateways.map(({ name }) => name),
  ].join(' · ');
  return (
    <div>
      {label(route.metadata)}
      {where && (
        <Typography variant="body2" color="textSecondary">
          <bdi dir="ltr">{where}</bdi>
        </Typography>
      )}
      {route.products.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('productForm.offeredAs', {
            products: format.list(
              route.products.map(({ displayName }) => displayName),
            ),
          })}
        </Typography>
      )}
    </div>
  );
}

/** Says that calls on the route are those of other products, too. */
function OtherProducts(props: { route: RouteView; edited?: ObjectRef }) {
  const { edited } = props;
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const { otherProducts } = props.route;
  const products = props.route.products.filter(
    ({ namespace, name }) =>
      namespace !== edited?.namespace || name !== edited?.name,
  );
  if (products.length === 0 && otherProducts === 0) {
    return null;
  }
  return (
    <Alert severity="info">
      {products.length > 0
        ? t('productForm.offeredAs', {
            products: format.list(
              products.map(({ displayName }) => displayName),
            ),
          })
        : t('productForm.offeredByOthers')}{' '}
      {t('productForm.shareRoute')}
    </Alert>
  );
}

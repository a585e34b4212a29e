import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useEffect, useState } from 'react';
import { useProducts } from '../api/queries';
import { useKuadrantTranslation } from '../translation';

/** Picks one of the published products; the server searches. */
export function ProductField(props: {
  value?: ProductView;
  onPick: (product: ProductView) => void;
  error?: string;
}) {
  const { value, onPick, error } = props;
  const { t } = useKuadrantTranslation();
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  // What stands in the box after picking is the name of the pick, not a search.
  const searching = q !== value?.spec.displayName;
  const products = useProducts({
    q: searching && q ? q : undefined,
    publishStatus: 'Published',
    sort: 'displayName',
    limit: 20,
  });
  const options = (products.data?.items ?? []).filter(product =>
    product.actions.includes('requestKey'),
  );
  return (
    <Autocomplete
      options={options}
      value={value ?? null}
      loading={products.isPending}
      getOptionLabel={product => product.spec.displayName}
      getOptionSelected={(option, selected) =>
        option.metadata.namespace === selected.metadata.namespace &&
        option.metadata.name === selected.metadata.name
      }
      filterOptions={all => all}
      renderOption={product => (
        <span>
          {product.spec.displayName}
          <br />
          <bdi dir="ltr">
            {product.metadata.namespace}/{product.metadata.name}
          </bdi>
        </span>
      )}
      onChange={(_, product) => product && onPick(product)}
      onInputChange={(_, input) => setText(input)}
      renderInput={params => (
        <TextField
          {...params}
          label={t('request.product')}
          placeholder={t('request.productSearch')}
          variant="outlined"
          required
          autoFocus={!value}
          error={Boolean(error)}
          helperText={error}
        />
      )}
    />
  );
}

import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import TextField from '@material-ui/core/TextField';
import { useQuery } from '@tanstack/react-query';
import { usePersonName } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';

/** Who owns the product: the caller, or one of the caller's groups. */
export function OwnerField(props: {
  id: string;
  value: string | undefined;
  onChange: (owner: string | undefined) => void;
  error?: string;
}) {
  const { id, value, onChange, error } = props;
  const { t } = useKuadrantTranslation();
  const identityApi = useApi(identityApiRef);
  const identity = useQuery({
    queryKey: ['identity'],
    queryFn: () => identityApi.getBackstageIdentity(),
    staleTime: Infinity,
  }).data;
  const groups = (identity?.ownershipEntityRefs ?? []).filter(
    ref => parseEntityRef(ref).kind === 'group',
  );
  return (
    <TextField
      id={id}
      select
      label={t('productForm.owner')}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      variant="outlined"
      size="small"
      error={Boolean(error)}
      helperText={error ?? t('productForm.ownerHelp')}
    >
      <option value="">{t('productForm.me')}</option>
      {groups.map(group => (
        <GroupOption key={group} group={group} />
      ))}
    </TextField>
  );
}

function GroupOption({ group }: { group: string }) {
  return <option value={group}>{usePersonName(group)}</option>;
}

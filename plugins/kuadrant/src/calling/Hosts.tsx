import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RouteHostView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId } from 'react';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles({ field: { maxWidth: 480 } });

/** A choice of the address to call; nothing where there is one at most. */
export function HostField(props: {
  hosts: readonly RouteHostView[];
  value: RouteHostView | undefined;
  onChange: (host: RouteHostView | undefined) => void;
}) {
  const { hosts, value, onChange } = props;
  const { t } = useKuadrantTranslation();
  const classes = useStyles();
  const id = useId();
  if (hosts.length < 2) {
    return null;
  }
  return (
    <TextField
      id={id}
      select
      fullWidth
      className={classes.field}
      size="small"
      variant="outlined"
      margin="dense"
      label={t('call.chooseAddress')}
      value={value?.hostname ?? ''}
      onChange={event =>
        onChange(hosts.find(({ hostname }) => hostname === event.target.value))
      }
      SelectProps={{ MenuProps: { getContentAnchorEl: null } }}
    >
      {hosts.map(({ hostname, url }) => (
        <MenuItem key={hostname} value={hostname}>
          <bdi dir="ltr">{url}</bdi>
        </MenuItem>
      ))}
    </TextField>
  );
}

/** What has to be known to call a host: what to replace in its address, and how to do without DNS. */
export function HostNotes({ host }: { host: RouteHostView }) {
  const { t } = useKuadrantTranslation();
  const { placeholder, url, viaAddress } = host;
  const [part] = /<[^>]+>/.exec(url) ?? [];
  return (
    <>
      {placeholder && part && (
        <Typography variant="body2">
          {t('call.placeholder', { placeholder: part })}
        </Typography>
      )}
      {viaAddress?.hostHeader && (
        <Typography variant="body2" color="textSecondary">
          {t('call.withoutDns', {
            url: viaAddress.url,
            host: viaAddress.hostHeader,
          })}
        </Typography>
      )}
    </>
  );
}

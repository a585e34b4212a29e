import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { useKuadrantTranslation } from '../translation';
import { ExampleCode } from './ExampleCode';
import { targetOfKey } from './exampleCall';
import { HostField, HostNotes } from './Hosts';
import { placementText } from './placementText';

/** How to call the API with a key. */
export function CallExamples(props: {
  apiKey: KeyView;
  /** The key's value while it is shown. */
  value?: string;
}) {
  const { apiKey, value } = props;
  const { t } = useKuadrantTranslation();
  const [hostname, setHostname] = useState<string>();
  const hosts = apiKey.hosts ?? [];
  const host = hosts.find(each => each.hostname === hostname) ?? hosts[0];
  const target = targetOfKey(apiKey);
  return (
    <>
      <HostField
        hosts={hosts}
        value={host}
        onChange={chosen => setHostname(chosen?.hostname)}
      />
      {apiKey.anonymous && <Typography>{t('call.anonymous')}</Typography>}
      <Typography>{placementText(target.placement, t)}</Typography>
      <ExampleCode target={target} host={host} value={value} />
      {host && <HostNotes host={{ ...host, placeholder: false }} />}
    </>
  );
}

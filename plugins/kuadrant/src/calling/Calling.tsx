import Typography from '@material-ui/core/Typography';
import type {
  ProductView,
  RouteHostView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { CopyButton } from '../components/CopyButton';
import { Facts } from '../components/Facts';
import { useKuadrantTranslation } from '../translation';
import { HostField, HostNotes } from './Hosts';
import { placementText } from './placementText';

/** How to call a product: at which address, and with what. */
export function Calling({ product }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const { access, anonymous, pathPrefix } = product;
  return (
    <Facts
      facts={[
        [t('product.address'), <Address key="address" product={product} />],
        [
          t('product.path'),
          pathPrefix && t('product.pathPrefix', { prefix: pathPrefix }),
        ],
        [
          t('product.credential'),
          <>
            {anonymous && (
              <Typography variant="inherit">{t('call.anonymous')}</Typography>
            )}
            <Typography variant="inherit">
              {access.works
                ? placementText(access.placement, t)
                : t('product.noKeys')}
            </Typography>
            {access.works && access.conditional && (
              <Typography variant="inherit">{t('call.someCalls')}</Typography>
            )}
          </>,
        ],
      ]}
    />
  );
}

function Address({ product: { hosts } }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const [chosen, setChosen] = useState<RouteHostView>();
  const host =
    hosts.find(({ hostname }) => hostname === chosen?.hostname) ?? hosts[0];
  if (!host) {
    return <>{t('product.noAddress')}</>;
  }
  return (
    <>
      <HostField hosts={hosts} value={host} onChange={setChosen} />
      <div>
        <bdi dir="ltr">{host.url}</bdi>{' '}
        <CopyButton text={host.url} label={t('product.copyAddress')} />
      </div>
      <HostNotes host={host} />
    </>
  );
}

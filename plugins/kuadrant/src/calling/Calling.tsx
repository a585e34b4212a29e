import Typography from '@material-ui/core/Typography';
import type {
  ProductView,
  RouteHostView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { useState } from 'react';
import { CopyButton } from '../components/CopyButton';
import { Facts } from '../components/Facts';
import { useKuadrantTranslation } from '../translation';
import { ExampleCode } from './ExampleCode';
import { targetOfProduct } from './exampleCall';
import { HostField, HostNotes } from './Hosts';
import { placementText } from './placementText';

/** How to call a product: at which address, with what, and an example. */
export function Calling({ product }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const [chosen, setChosen] = useState<RouteHostView>();
  const { access, anonymous, hosts, pathPrefix } = product;
  const host =
    hosts.find(({ hostname }) => hostname === chosen?.hostname) ?? hosts[0];
  return (
    <>
      <Facts
        facts={[
          [
            t('product.address'),
            host ? (
              <>
                <HostField hosts={hosts} value={host} onChange={setChosen} />
                <div>
                  <bdi dir="ltr">{host.url}</bdi>{' '}
                  <CopyButton
                    text={host.url}
                    label={t('product.copyAddress')}
                  />
                </div>
                <HostNotes host={host} />
              </>
            ) : (
              t('product.noAddress')
            ),
          ],
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
      {host && access.works && (
        <ExampleCode target={targetOfProduct(product)} host={host} />
      )}
    </>
  );
}

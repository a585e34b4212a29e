import {
  findCondition,
  type Condition,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import Typography from '@material-ui/core/Typography';
import { CopyButton } from '../components/CopyButton';
import { Facts } from '../components/Facts';
import { WebLink } from '../components/SafeLink';
import { useKuadrantTranslation } from '../translation';

/** Where to get a token for an API that takes them, and how to send it. */
export function Tokens({ product }: { product: ProductView }) {
  const { t } = useKuadrantTranslation();
  const { tokenEndpoint } = product.status?.oidcDiscovery ?? {};
  const condition = findCondition(
    product.status?.conditions as Condition[] | undefined,
    'OIDCDiscovered',
  );
  return (
    <>
      <Typography gutterBottom>{t('tokens.intro')}</Typography>
      <Facts
        facts={[
          ...product.jwtIssuers.map((issuer): [string, JSX.Element] => [
            t('tokens.issuer'),
            <WebLink address={issuer} key={issuer} />,
          ]),
          [
            t('product.tokenEndpoint'),
            tokenEndpoint ? (
              <>
                <bdi dir="ltr">{tokenEndpoint}</bdi>{' '}
                <CopyButton text={tokenEndpoint} label={t('tokens.copy')} />
              </>
            ) : (
              t('product.noTokenEndpoint')
            ),
          ],
          [
            t('error.details'),
            condition?.status === 'False' ? condition.message : undefined,
          ],
          [
            t('product.credential'),
            t('call.header', {
              name: 'Authorization',
              value: 'Bearer <token>',
            }),
          ],
        ]}
      />
    </>
  );
}

import { Link } from '@backstage/core-components';
import {
  findCondition,
  type AuthRules,
  type Condition,
  type ProductView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import Typography from '@material-ui/core/Typography';
import { CopyButton } from '../components/CopyButton';
import { Facts } from '../components/Facts';
import { useKuadrantTranslation } from '../translation';

/** The issuers whose tokens a product takes, as its AuthPolicy names them. */
function issuersOf(product: ProductView): string[] {
  const rules = product.status?.discoveredAuthScheme as AuthRules | undefined;
  return Object.values(rules?.authentication ?? {}).flatMap(({ jwt }) =>
    jwt?.issuerUrl ? [jwt.issuerUrl] : [],
  );
}

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
          ...issuersOf(product).map((issuer): [string, JSX.Element] => [
            t('tokens.issuer'),
            <Link to={issuer} key={issuer}>
              <bdi dir="ltr">{issuer}</bdi>
            </Link>,
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

import { Section } from '../components/Section';
import { useKuadrantTranslation } from '../translation';
import { Plans } from './Plans';
import { PolicyList } from './PolicyList';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';
import { Tokens } from './Tokens';

/** What is allowed, how often, and which policies of the cluster say so. */
export function PoliciesTab() {
  return (
    <ProductFrame>
      {({ product, onRequest }) => (
        <Policies product={product} onRequest={onRequest} />
      )}
    </ProductFrame>
  );
}

function Policies({ product, onRequest }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  return (
    <>
      <Section title={t('product.plans')}>
        <Plans product={product} onRequest={onRequest} />
      </Section>
      {product.jwtIssuers.length > 0 && (
        <Section title={t('tokens.title')}>
          <Tokens product={product} />
        </Section>
      )}
      <Section title={t('policies.title')}>
        <PolicyList product={product} />
      </Section>
    </>
  );
}

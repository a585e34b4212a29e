import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { Calling } from '../calling/Calling';
import { Facts } from '../components/Facts';
import { MailLink, WebLink } from '../components/SafeLink';
import { Section } from '../components/Section';
import { Words } from '../components/Words';
import { Tags } from '../products/Tags';
import { useKuadrantTranslation } from '../translation';
import { Health } from './Health';
import { Plans } from './Plans';
import { Tokens } from './Tokens';
import type { ProductTabProps } from './LoadedProduct';
import { ProductFrame } from './ProductFrame';

const useStyles = makeStyles(theme => ({
  description: {
    marginBlockEnd: theme.spacing(2),
    maxWidth: '80ch',
  },
}));

/** What a product is, its plans, how to call it, whether it works, and whom to ask. */
export function OverviewTab() {
  return (
    <ProductFrame>
      {({ product, onRequest }) => (
        <Overview product={product} onRequest={onRequest} />
      )}
    </ProductFrame>
  );
}

/** The sections of an overview. */
export function Overview({ product, onRequest }: ProductTabProps) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { spec } = product;
  return (
    <>
      {spec.description && (
        <Words className={classes.description}>{spec.description}</Words>
      )}
      <Section title={t('product.plans')}>
        <Plans product={product} onRequest={onRequest} />
      </Section>
      <Section title={t('product.calling')}>
        <Calling product={product} />
      </Section>
      {product.jwtIssuers.length > 0 && (
        <Section title={t('tokens.title')}>
          <Tokens product={product} />
        </Section>
      )}
      <Section title={t('product.health')}>
        <Health product={product} />
      </Section>
      <Section title={t('product.about')}>
        <About product={product} />
      </Section>
    </>
  );
}

const web = (address: string | undefined) =>
  address && <WebLink address={address} />;

function About({ product }: ProductTabProps) {
  const { t } = useKuadrantTranslation();
  const { documentation, contact, approvalMode, tags } = product.spec;
  return (
    <Facts
      facts={[
        [
          t('product.approval'),
          approvalMode === 'automatic'
            ? t('product.approvalAutomatic')
            : t('product.approvalManual'),
        ],
        [t('product.team'), contact?.team],
        [
          t('product.email'),
          contact?.email && <MailLink address={contact.email} />,
        ],
        [t('product.slack'), contact?.slack],
        [t('product.page'), web(contact?.url)],
        [t('product.docs'), web(documentation?.docsURL)],
        [t('product.swagger'), web(documentation?.swaggerUI)],
        [t('product.repository'), web(documentation?.gitRepository)],
        [t('product.openApi'), web(documentation?.openAPISpecURL)],
        [
          t('product.inCatalog'),
          product.catalogEntityRef && (
            <EntityRefLink entityRef={product.catalogEntityRef} />
          ),
        ],
        [t('product.tags'), tags?.length ? <Tags tags={tags} /> : undefined],
      ]}
    />
  );
}

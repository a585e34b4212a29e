import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ProductView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { ActionMenu, type MenuAction } from '../components/ActionMenu';
import type { Column } from '../components/DataTable';
import { Person } from '../components/PersonName';
import { PublishStatus } from '../components/StatusLabel';
import { TimeText } from '../components/TimeText';
import { useFormat } from '../format/useFormat';
import { approvalsRouteRef, productRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { PlanNames } from './PlanNames';
import { Tags } from './Tags';

/** The columns of the table of products. */
export function useProductColumns(options: {
  actionsFor: (product: ProductView) => MenuAction[];
  onTag: (tag: string) => void;
  /** Whether the caller may know how many keys a product has. */
  seesKeys: boolean;
}): Column<ProductView>[] {
  const { actionsFor, onTag, seesKeys } = options;
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const productLink = useRouteRef(productRouteRef);
  const approvalsLink = useRouteRef(approvalsRouteRef);
  const columns: Column<ProductView>[] = [
    {
      id: 'name',
      header: t('products.column.name'),
      sortBy: 'displayName',
      rowHeader: true,
      render: ({ metadata, spec }) => {
        const namespace = metadata.namespace ?? '';
        const link = productLink?.({ namespace, name: metadata.name });
        return (
          <>
            {link ? (
              <Link to={link}>{spec.displayName}</Link>
            ) : (
              spec.displayName
            )}{' '}
            {spec.version}
            <Typography
              variant="body2"
              color="textSecondary"
              component="bdi"
              dir="ltr"
              display="block"
            >
              {namespace}/{metadata.name}
            </Typography>
            <Tags tags={spec.tags ?? []} onTag={onTag} />
          </>
        );
      },
    },
    {
      id: 'status',
      header: t('products.column.status'),
      sortBy: 'publishStatus',
      render: ({ spec }) => <PublishStatus status={spec.publishStatus} />,
    },
    {
      id: 'approval',
      header: t('products.column.approval'),
      render: ({ spec }) => t(`status.${spec.approvalMode}`),
    },
    {
      id: 'plans',
      header: t('products.column.plans'),
      render: product => <PlanNames product={product} />,
    },
    {
      id: 'owner',
      header: t('products.column.owner'),
      sortBy: 'owner',
      render: ({ owner }) =>
        owner ? <Person entityRef={owner} /> : t('products.noOwner'),
    },
    {
      id: 'keys',
      header: t('products.column.keys'),
      render: ({ counts, awaitingReview, metadata }) => (
        <>
          {counts ? format.number(counts.Approved ?? 0) : '–'}
          {awaitingReview !== undefined &&
            awaitingReview > 0 &&
            approvalsLink && (
              <>
                {' · '}
                <Link
                  to={`${approvalsLink()}?product=${metadata.namespace}/${metadata.name}`}
                >
                  {t('products.waiting', {
                    count: awaitingReview,
                    amount: format.number(awaitingReview),
                  })}
                </Link>
              </>
            )}
        </>
      ),
    },
    {
      id: 'created',
      header: t('products.column.created'),
      sortBy: 'created',
      render: ({ metadata }) =>
        metadata.creationTimestamp ? (
          <TimeText value={metadata.creationTimestamp} />
        ) : (
          '–'
        ),
    },
    {
      id: 'actions',
      header: t('products.column.actions'),
      hiddenHeader: true,
      pinned: true,
      width: 48,
      render: product => (
        <ActionMenu
          label={t('products.actionsFor', {
            product: product.spec.displayName,
          })}
          actions={actionsFor(product)}
        />
      ),
    },
  ];
  return columns.filter(({ id }) => id !== 'keys' || seesKeys);
}

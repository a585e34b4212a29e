import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Column } from '../components/DataTable';
import { ProductLink } from '../components/ProductLink';
import { KeyStatus } from '../components/StatusLabel';
import { TimeText } from '../components/TimeText';
import { useKuadrantTranslation } from '../translation';
import { Decided } from './Decided';
import {
  ExpiryCell,
  PlanCell,
  RequesterCell,
  ReviewCell,
  SelectCell,
  UseCaseCell,
} from './RequestCells';
import { requestKey } from './requestKey';
import type { Selection } from './useSelection';

/** The columns of the approval queue. */
export function useRequestColumns(options: {
  decided: boolean;
  selection: Selection;
  openKey: string | undefined;
  onToggle: (request: RequestView) => void;
}): Column<RequestView>[] {
  const { decided, selection, openKey, onToggle } = options;
  const { t } = useKuadrantTranslation();
  const columns: (Column<RequestView> | false)[] = [
    !decided && {
      id: 'select',
      header: t('approvals.column.select'),
      hiddenHeader: true,
      width: 48,
      render: request => (
        <SelectCell
          request={request}
          selected={selection.has(request)}
          onToggle={() => selection.toggle(request)}
        />
      ),
    },
    {
      id: 'requester',
      header: t('approvals.column.requester'),
      sortBy: 'requester',
      rowHeader: true,
      render: request => <RequesterCell request={request} />,
    },
    {
      id: 'product',
      header: t('approvals.column.product'),
      sortBy: 'product',
      longText: true,
      render: ({ product }) => <ProductLink product={product} />,
    },
    {
      id: 'plan',
      header: t('approvals.column.plan'),
      sortBy: 'planTier',
      render: request => <PlanCell request={request} />,
    },
    {
      id: 'useCase',
      header: t('approvals.column.useCase'),
      longText: true,
      render: request => <UseCaseCell request={request} />,
    },
    {
      id: 'asked',
      header: t('approvals.column.asked'),
      sortBy: 'created',
      render: ({ metadata }) =>
        metadata.creationTimestamp ? (
          <TimeText value={metadata.creationTimestamp} />
        ) : (
          '–'
        ),
    },
    decided && {
      id: 'status',
      header: t('approvals.column.status'),
      render: request => (
        <>
          <KeyStatus state={request.state} />
          {request.decisions[0] && <Decided decision={request.decisions[0]} />}
        </>
      ),
    },
    !decided && {
      id: 'expires',
      header: t('approvals.column.expires'),
      sortBy: 'expiresAt',
      render: request => <ExpiryCell request={request} />,
    },
    {
      id: 'review',
      header: t('approvals.column.review'),
      hiddenHeader: true,
      pinned: true,
      width: 96,
      render: request => (
        <ReviewCell
          request={request}
          open={openKey === requestKey(request)}
          onToggle={() => onToggle(request)}
        />
      ),
    },
  ];
  return columns.filter(column => column !== false);
}

import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { ActionMenu, type MenuAction } from '../components/ActionMenu';
import type { Column } from '../components/DataTable';
import { Person } from '../components/PersonName';
import { ProductLink } from '../components/ProductLink';
import { keyRouteRef } from '../routes';
import { useKuadrantTranslation } from '../translation';
import { ExpiryText } from './ExpiryText';
import { KeyState } from './KeyState';
import { heldTerms } from './heldTerms';
import { keyTitle } from './keyTitle';

/** The columns of the tables of keys. */
export function useKeyColumns(options: {
  actionsFor: (key: KeyView) => MenuAction[];
  /** Show whose key it is. */
  requester?: boolean;
}): Column<KeyView>[] {
  const { actionsFor, requester } = options;
  const { t } = useKuadrantTranslation();
  const keyLink = useRouteRef(keyRouteRef);
  const columns: (Column<KeyView> | false)[] = [
    {
      id: 'useCase',
      header: t('keys.column.useCase'),
      sortBy: 'useCase',
      rowHeader: true,
      render: key => {
        const namespace = key.metadata.namespace ?? '';
        const { name } = key.metadata;
        const link = keyLink?.({ namespace, name });
        return (
          <>
            {link ? <Link to={link}>{keyTitle(key)}</Link> : keyTitle(key)}
            <Typography
              variant="body2"
              color="textSecondary"
              component="bdi"
              dir="ltr"
              display="block"
            >
              {requester ? `${namespace}/${name}` : name}
            </Typography>
          </>
        );
      },
    },
    requester === true && {
      id: 'requester',
      header: t('keys.column.requester'),
      sortBy: 'requester',
      render: ({ spec }) => <Person entityRef={spec.requestedBy.userId} />,
    },
    {
      id: 'product',
      header: t('keys.column.product'),
      sortBy: 'product',
      longText: true,
      render: ({ product }) => <ProductLink product={product} />,
    },
    {
      id: 'plan',
      header: t('keys.column.plan'),
      sortBy: 'planTier',
      render: key => heldTerms(key).planTier,
    },
    {
      id: 'status',
      header: t('keys.column.status'),
      sortBy: 'state',
      render: key => <KeyState apiKey={key} />,
    },
    {
      id: 'expires',
      header: t('keys.column.expires'),
      sortBy: 'expiresAt',
      render: key => <ExpiryText apiKey={key} />,
    },
    {
      id: 'actions',
      header: t('keys.column.actions'),
      hiddenHeader: true,
      pinned: true,
      width: 48,
      render: key => (
        <ActionMenu
          label={t('keys.actionsFor', { key: keyTitle(key) })}
          actions={actionsFor(key)}
        />
      ),
    },
  ];
  return columns.filter(column => column !== false);
}

import { Header, Page, Progress, RoutedTabs } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  apiKeyApprovePermission,
  apiKeyReadAllPermission,
  RESOURCE_TYPE_API_KEY,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { lazy, Suspense, type ReactElement, type ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { HasMainContext } from '../components/KuadrantRoot';
import { useKuadrantTranslation } from '../translation';
import { ClassicRoot } from './ClassicRoot';
import { load } from './load';
import { PATHS } from './paths';

const ProductsRouter = lazy(load.products);
const MyKeysPage = lazy(load.myKeys);
const ApprovalsPage = lazy(load.approvals);
const AllKeysPage = lazy(load.allKeys);
const KeyPage = lazy(load.key);
const EditProductPage = lazy(load.editProduct);
const OverviewTab = lazy(load.overview);
const DefinitionTab = lazy(load.definition);
const PoliciesTab = lazy(load.policies);
const KeysTab = lazy(load.productKeys);
const ActivityTab = lazy(load.activity);

interface ClassicTab {
  path: string;
  title: string;
  children: ReactElement;
}

/** Tabs below each other's path; without an address of its own the first one is shown. */
function Tabs({ tabs }: { tabs: ClassicTab[] }) {
  return (
    <Routes>
      <Route index element={<Navigate to={tabs[0].path.slice(1)} replace />} />
      <Route path="*" element={<RoutedTabs routes={tabs} />} />
    </Routes>
  );
}

function useMay(permission: typeof apiKeyApprovePermission): boolean {
  return usePermission({
    permission,
    resourceRef: `${RESOURCE_TYPE_API_KEY}:any`,
  }).allowed;
}

// Made once: what a permission adds to the tabs must not draw the shown one anew.
const productsTab = <ProductsRouter />;
const myKeysTab = <MyKeysPage />;
const approvalsTab = <ApprovalsPage />;
const allKeysTab = <AllKeysPage />;

function Lists() {
  const { t } = useKuadrantTranslation();
  const mayApprove = useMay(apiKeyApprovePermission);
  const mayReadAll = useMay(apiKeyReadAllPermission);
  const tabs: ClassicTab[] = [
    {
      path: PATHS.products,
      title: t('title.products'),
      children: productsTab,
    },
    { path: PATHS.myKeys, title: t('title.myKeys'), children: myKeysTab },
  ];
  if (mayApprove) {
    tabs.push({
      path: PATHS.approvals,
      title: t('title.approvals'),
      children: approvalsTab,
    });
  }
  if (mayReadAll) {
    tabs.push({
      path: PATHS.allKeys,
      title: t('title.allKeys'),
      children: allKeysTab,
    });
  }
  return <Tabs tabs={tabs} />;
}

function Product() {
  const { t } = useKuadrantTranslation();
  return (
    <Tabs
      tabs={[
        {
          path: '/overview',
          title: t('title.overview'),
          children: <OverviewTab />,
        },
        {
          path: '/definition',
          title: t('title.definition'),
          children: <DefinitionTab />,
        },
        {
          path: '/policies',
          title: t('title.policies'),
          children: <PoliciesTab />,
        },
        {
          path: '/keys',
          title: t('title.productKeys'),
          children: <KeysTab />,
        },
        {
          path: '/activity',
          title: t('title.activity'),
          children: <ActivityTab />,
        },
      ]}
    />
  );
}

function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page themeId="tool">
      <Header title={title} />
      <div style={{ gridArea: 'pageContent', minWidth: 0 }}>
        <HasMainContext.Provider value>
          <Suspense fallback={<Progress />}>{children}</Suspense>
        </HasMainContext.Provider>
      </div>
    </Page>
  );
}

function Pages() {
  const { t } = useKuadrantTranslation();
  return (
    <Routes>
      <Route
        path={PATHS.editProduct}
        element={
          <Titled title={t('title.editProduct')}>
            <EditProductPage />
          </Titled>
        }
      />
      <Route
        path={`${PATHS.product}/*`}
        element={
          <Titled title={t('title.product')}>
            <Product />
          </Titled>
        }
      />
      <Route
        path={PATHS.key}
        element={
          <Titled title={t('title.key')}>
            <KeyPage />
          </Titled>
        }
      />
      <Route
        path="/*"
        element={
          <Titled title="Kuadrant">
            <Lists />
          </Titled>
        }
      />
    </Routes>
  );
}

/** All pages of this plugin in a classic app. */
export function ClassicPage() {
  return (
    <ClassicRoot>
      <Pages />
    </ClassicRoot>
  );
}

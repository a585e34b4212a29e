import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ProductsPage } from './ProductsPage';

const CreateProductPage = lazy(() =>
  import('../productForm').then(m => ({ default: m.CreateProductPage })),
);

/** The list of products, and the form for a new one below it. */
export function ProductsRouter() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/" element={<ProductsPage />} />
        <Route path="/new" element={<CreateProductPage />} />
      </Routes>
    </Suspense>
  );
}

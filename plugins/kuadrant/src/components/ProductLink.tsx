import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { ProductRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { productRouteRef } from '../routes';

/** The name of a product, leading to its page where the app has one. */
export function ProductLink({ product }: { product: ProductRef }) {
  const link = useRouteRef(productRouteRef);
  return link ? (
    <Link to={link(product)}>{product.displayName}</Link>
  ) : (
    <>{product.displayName}</>
  );
}

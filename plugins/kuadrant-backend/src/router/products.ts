import type { OperationRouter } from './OperationRouter';
import type { Services } from '../services/createServices';
import { etagOf } from '../services/etag';
import { assertAllowed } from '../authorization/assertAllowed';
import { PRODUCT_PERMISSIONS, type Access } from '../authorization';
import type { Audience } from '../notifications/Audience';

const permissions = PRODUCT_PERMISSIONS;

/** The operations on API products. */
export function addProductRoutes(
  router: OperationRouter,
  { products, definitions, operations, views, staleness }: Services,
  audience: Audience,
): void {
  // A product shows how many requests wait.
  const addReader = (access: Access) => {
    const { userEntityRef } = access.caller;
    if (userEntityRef) {
      audience.add('apiproducts', userEntityRef);
      if (access.mayReview()) {
        audience.add('requests', userEntityRef);
      }
    }
  };

  router.on('listApiProducts', {
    permissions,
    async handle({ access, query }) {
      addReader(access);
      return { ...products.list(access, query), ...staleness() };
    },
  });

  router.on('createApiProduct', {
    permissions,
    async handle({ access, body, note, setHeader }) {
      note({ namespace: body.namespace, name: body.name });
      assertAllowed(access.createsProducts(), 'create API products');
      note({ route: body.spec.targetRef.name, owner: body.owner ?? null });
      const product = await products.create(access, body);
      setHeader('ETag', etagOf(product));
      return views.product(access, product);
    },
  });

  router.on('getApiProduct', {
    permissions,
    async handle({ access, params, setHeader }) {
      const product = products.readable(access, params);
      addReader(access);
      setHeader('ETag', etagOf(product));
      return views.product(access, product);
    },
  });

  router.on('getApiDefinition', {
    permissions,
    async handle({ access, params }) {
      return definitions.read(products.readable(access, params));
    },
  });

  router.on('listApiOperations', {
    permissions,
    async handle({ access, params }) {
      return operations.list(products.readable(access, params));
    },
  });

  router.on('updateApiProduct', {
    permissions,
    async handle({ access, params, body, ifMatch, note, setHeader }) {
      const known = products.readable(access, params);
      assertAllowed(access.updatesProduct(known), 'change this API product');
      note({
        fields: Object.keys(body),
        ...(body.targetRef?.name && { route: body.targetRef.name }),
        ...(body.owner && { owner: body.owner }),
      });
      const { product, approvedPending } = await products.update(
        access,
        known,
        body,
        ifMatch,
      );
      setHeader('ETag', etagOf(product));
      return {
        ...views.product(access, product),
        ...(approvedPending !== undefined && { approvedPending }),
      };
    },
  });

  router.on('deleteApiProduct', {
    permissions,
    async handle({ access, params, query, note }) {
      const product = products.readable(access, params);
      assertAllowed(access.deletesProduct(product), 'delete this API product');
      const cascade = query.cascade === 'true';
      note({ cascade });
      note({ deletedKeys: await products.delete(product, cascade) });
    },
  });
}

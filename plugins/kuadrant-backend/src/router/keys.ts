import type { Services } from '../services/createServices';
import { etagOf } from '../services/etag';
import { assertAllowed } from '../authorization/assertAllowed';
import type { OperationRouter } from './OperationRouter';
import {
  CHANGE_KEY_PERMISSIONS,
  CREATE_KEY_PERMISSIONS,
  KEY_PERMISSIONS,
} from '../authorization';

const permissions = KEY_PERMISSIONS;

/** The operations on keys. */
export function addKeyRoutes(
  router: OperationRouter,
  {
    accessRequests,
    keys,
    keyValues,
    lookup,
    notifier,
    products,
    views,
    staleness,
  }: Services,
): void {
  router.on('listApiKeys', {
    permissions,
    handle: async ({ access, query }) => ({
      ...keys.list(access, query),
      ...staleness(),
    }),
  });

  router.on('createApiKey', {
    permissions: CREATE_KEY_PERMISSIONS,
    async handle({ access, body, note, setHeader }) {
      const { apiProduct, planTier } = body;
      note({
        product: `${apiProduct.namespace}/${apiProduct.name}`,
        planTier,
      });
      const product = products.readable(access, apiProduct);
      const key = await accessRequests.create(access, product, body);
      note({
        namespace: key.metadata.namespace ?? '',
        name: key.metadata.name,
      });
      setHeader('ETag', etagOf(key));
      notifier.requested(key, product);
      return views.key(access, key);
    },
  });

  router.on('getApiKey', {
    permissions,
    async handle({ access, params, setHeader }) {
      const key = keys.readable(access, params);
      setHeader('ETag', etagOf(key));
      return views.key(access, key);
    },
  });

  router.on('updateApiKey', {
    permissions: CHANGE_KEY_PERMISSIONS,
    async handle({ access, params, body, ifMatch, note, setHeader }) {
      const known = keys.readable(access, params);
      const resource = lookup.resourceOfKey(known);
      assertAllowed(access.updatesKey(resource), 'change this key');
      note({ fields: Object.keys(body), requester: resource.requester ?? '' });
      const key = await keys.update(access, known, body, ifMatch);
      setHeader('ETag', etagOf(key));
      return views.key(access, key);
    },
  });

  router.on('deleteApiKey', {
    permissions,
    async handle({ access, params, note }) {
      const key = keys.readable(access, params);
      const resource = lookup.resourceOfKey(key);
      assertAllowed(access.deletesKey(resource), 'delete this key');
      note({ requester: resource.requester ?? '' });
      await keys.delete(key);
      notifier.deleted(key, access.caller.subject);
    },
  });

  router.on('revealApiKey', {
    permissions,
    async handle({ access, params }) {
      const key = keys.readable(access, params);
      const { userEntityRef } = access.caller;
      assertAllowed(
        access.revealsKey(lookup.resourceOfKey(key)) &&
          userEntityRef !== undefined,
        'see this key: it is shown to its requester, nobody else',
      );
      return { apiKey: await keyValues.reveal(key, userEntityRef!) };
    },
  });

  router.on('rotateApiKey', {
    permissions,
    async handle({ access, params, body, note, setHeader }) {
      const known = keys.readable(access, params);
      const resource = lookup.resourceOfKey(known);
      assertAllowed(access.updatesKey(resource), 'rotate this key');
      note({ overlap: body.overlap, requester: resource.requester ?? '' });
      const key = await keyValues.rotate(known, body.overlap);
      setHeader('ETag', etagOf(key));
      return views.key(access, key);
    },
  });

  router.on('endApiKeyRotation', {
    permissions,
    async handle({ access, params, note, setHeader }) {
      const known = keys.readable(access, params);
      const resource = lookup.resourceOfKey(known);
      assertAllowed(access.updatesKey(resource), 'change this key');
      note({ requester: resource.requester ?? '' });
      const key = await keyValues.endRotation(known);
      setHeader('ETag', etagOf(key));
      return views.key(access, key);
    },
  });
}

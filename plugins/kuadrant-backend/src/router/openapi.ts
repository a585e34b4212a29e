import type { DiscoveryService } from '@backstage/backend-plugin-api';
import { createOpenApiDocument } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { OperationRouter } from './OperationRouter';

type Document = { openapi: string; [field: string]: unknown };

/** The description of this API. */
export function addOpenApiRoute(
  router: OperationRouter,
  discovery: DiscoveryService,
): void {
  let document: Promise<Document> | undefined;
  router.on('getOpenApiDocument', {
    permissions: [],
    withoutCluster: true,
    handle: () => {
      document ??= discovery
        .getExternalBaseUrl('kuadrant')
        .then(serverUrl => createOpenApiDocument({ serverUrl }) as Document);
      return document;
    },
  });
}

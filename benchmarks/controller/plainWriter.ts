// A process of its own, so that it has a processor for itself as much as the controller has: writes for each key, one
// after the other, what a controller writes, and knows nothing of why.
import {
  ANNOTATIONS,
  type APIKeyApproval,
  apiKeyApprovals,
  type APIKeyRequest,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  autoApprovalName,
  bindingFor,
  DECIDED_TERMS,
  DECISION_BINDING,
  enforcementSecretName,
  extensionAnnotations,
  type KubernetesObject,
  LABELS,
  type ObjectRef,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import { atOnce, createKey } from './keys';

/** What the process is told. */
export interface PlainOrder {
  /** Of the one who makes the keys. */
  consumerKubeconfig: string;
  /** With the rights of the controller: what they cost the server, both pay. */
  controllerKubeconfig: string;
  product: ObjectRef;
  kuadrantNamespace: string;
  keys: ObjectRef[];
  concurrency: number;
}

/** What it answers. */
export interface PlainResult {
  milliseconds: number;
  cpuSeconds: number;
  peakMemory: number;
}

const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');

const condition = (type: string) => ({
  type,
  status: 'True',
  reason: 'Approved',
  message: 'API key request approved by system: Approved automatically',
  observedGeneration: 1,
  lastTransitionTime: now,
});

const conditions = [condition('Approved')];

async function writeAll(
  order: PlainOrder,
  consumer: KubernetesClient,
  client: KubernetesClient,
) {
  const toStatus = { type: 'merge', subresource: 'status' } as const;
  const { product } = order;
  await atOnce(order.concurrency, order.keys, async key => {
    const apiKey = await createKey(consumer, key, product);
    const request = {
      namespace: product.namespace,
      name: apiKeyRequestName(key),
    };
    const approval = {
      namespace: product.namespace,
      name: autoApprovalName(request.name),
    };
    const { metadata } = await client.create(apiKeyRequests, {
      metadata: {
        ...request,
        annotations: { [ANNOTATIONS.apiKeyUid]: apiKey.metadata.uid ?? '' },
      },
      spec: {
        apiProductRef: { name: product.name },
        apiKeyRef: key,
        planTier: 'silver',
        useCase: 'a benchmark',
        requestedBy: apiKey.spec.requestedBy,
      },
    } as APIKeyRequest);
    await client.create(apiKeyApprovals, {
      metadata: {
        ...approval,
        annotations: {
          ...extensionAnnotations(DECIDED_TERMS, { planTier: 'silver' }),
          ...extensionAnnotations(
            DECISION_BINDING,
            bindingFor(apiKey, metadata.uid ?? ''),
          ),
        },
        ownerReferences: [
          {
            apiVersion: 'devportal.kuadrant.io/v1alpha1',
            kind: 'APIKeyRequest',
            name: request.name,
            uid: metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        apiKeyRequestRef: { name: request.name },
        approved: true,
        reviewedBy: 'system',
        reviewedAt: now,
        reason: 'AutoApproved',
        message: 'Approved automatically',
      },
    } as APIKeyApproval);
    await client.patch(
      apiKeyApprovals,
      approval,
      {
        status: {
          observedGeneration: 1,
          conditions: [condition('Valid')],
        },
      },
      toStatus,
    );
    await client.create(secrets, {
      metadata: {
        namespace: order.kuadrantNamespace,
        name: enforcementSecretName(key),
        labels: {
          app: 'toystore',
          [LABELS.authorinoManagedBy]: 'authorino',
          [LABELS.apiProduct]: product.name,
          [LABELS.apiProductNamespace]: product.namespace,
          [LABELS.apiKeyNamespace]: key.namespace,
        },
        annotations: {
          'secret.kuadrant.io/plan-id': 'silver',
          'secret.kuadrant.io/user-id': 'user:default/jane',
        },
      },
      type: 'Opaque',
      data: { api_key: Buffer.from(key.name).toString('base64') },
    } as KubernetesObject);
    await client.patch(
      apiKeys,
      key,
      {
        status: {
          observedGeneration: 1,
          conditions,
          apiHostname: 'toystore.example.com',
          limits: { daily: 50 },
        },
      },
      toStatus,
    );
    await client.patch(
      apiKeyRequests,
      request,
      {
        status: { conditions },
      },
      toStatus,
    );
  });
}

process.once('message', async (order: PlainOrder) => {
  const clientOf = (kubeconfig: string) => {
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    return KubernetesClient.fromKubeConfig(config);
  };
  const consumer = clientOf(order.consumerKubeconfig);
  const client = clientOf(order.controllerKubeconfig);
  const begin = performance.now();
  const cpu = process.cpuUsage();
  await writeAll(order, consumer, client);
  const milliseconds = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  const result: PlainResult = {
    milliseconds,
    cpuSeconds: (user + system) / 1e6,
    peakMemory: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.send?.(result, () => process.disconnect());
  await Promise.all([consumer.close(), client.close()]);
});

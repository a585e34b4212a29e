import { createHash } from 'node:crypto';

const GROUP = 'devportal.kuadrant.io/v1alpha1';
const NAMESPACES = 10;
const KEYS_PER_CONSUMER = 200;
const TIERS = ['gold', 'silver', 'bronze'];
const STATES = ['Failed', 'Denied', 'Expired', 'Approved', 'Pending'];
const OPERATIONS_IN_DEFINITION = 45;

/** Whose keys are listed. */
export const CONSUMER = 'user:default/consumer1';

const shortHash = text =>
  createHash('sha256').update(text).digest('hex').slice(0, 8);
const numbered = (stem, number) => `${stem}-${`${number}`.padStart(5, '0')}`;

/** An OpenAPI document of about ten kilobytes, as a small API has. */
function definition(title) {
  const paths = Object.fromEntries(
    Array.from({ length: OPERATIONS_IN_DEFINITION }, (_, index) => [
      `/things-${index}/{id}`,
      {
        get: {
          summary: `Read one of the things of sort ${index}`,
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: { type: 'string' },
            },
          ],
          responses: { 200: { description: 'The thing' } },
        },
      },
    ]),
  );
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title, version: '1.0.0' },
    paths,
  });
}

const conditions = (state, time) =>
  STATES.map(type => ({
    type,
    status: type === state ? 'True' : 'False',
    reason:
      { Pending: 'AwaitingApproval', Expired: 'KeyExpired' }[type] ?? type,
    message:
      type === state
        ? `The key is ${state.toLowerCase()}: written for the measurement`
        : '',
    lastTransitionTime: time,
  }));

/** Of a hundred: 12 wait, 80 are approved, 5 were rejected, 3 are over. */
function stateOf(index) {
  const place = index % 100;
  if (place < 12) {
    return 'Pending';
  }
  if (place < 92) {
    return 'Approved';
  }
  return place < 97 ? 'Denied' : 'Expired';
}

/** The person who asked for a key: the first has the keys that are listed. */
function requesterOf(index) {
  const consumer = Math.floor(index / KEYS_PER_CONSUMER);
  return consumer === 0 ? 'consumer1' : numbered('person', consumer);
}

/** Namespaces, then products with their routes and plans, then keys with their requests. */
export function world({ products, keys }) {
  const productRef = index => ({
    namespace: `apis-${index % NAMESPACES}`,
    name: numbered('product', index % products),
  });
  const namespaces = new Set(
    Array.from({ length: NAMESPACES }, (_, index) => `apis-${index}`),
  );
  const time = '2026-11-01T08:00:00Z';
  const objects = [];
  for (let index = 0; index < products; index++) {
    const metadata = productRef(index);
    const targetRef = {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: metadata.name,
    };
    objects.push(
      {
        apiVersion: GROUP,
        kind: 'APIProduct',
        metadata: {
          ...metadata,
          annotations: {
            'backstage.io/owner':
              index % 4 === 0 ? 'user:default/owner1' : 'group:default/others',
          },
        },
        spec: {
          displayName: `Product number ${index}`,
          description: `What product number ${index} is for, in a sentence.`,
          version: 'v1',
          approvalMode: 'manual',
          publishStatus: 'Published',
          tags: ['measured', index % 2 ? 'odd' : 'even'],
          targetRef,
          contact: { team: 'Those who measure', email: 'team@example.com' },
        },
        status: {
          discoveredPlans: TIERS.map(tier => ({
            tier,
            limits: { daily: 1000 },
          })),
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'HTTPRouteAccepted',
              message: 'The route is accepted',
              lastTransitionTime: time,
            },
          ],
          openapi: {
            raw: definition(`Product number ${index}`),
            lastSyncTime: time,
          },
        },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata,
        spec: { hostnames: [`${metadata.name}.example.com`], parentRefs: [] },
      },
      {
        apiVersion: 'extensions.kuadrant.io/v1alpha1',
        kind: 'PlanPolicy',
        metadata,
        spec: { targetRef, plans: [] },
      },
    );
  }
  for (let index = 0; index < keys; index++) {
    const requester = requesterOf(index);
    const userId = `user:default/${requester}`;
    const namespace = `kuadrant-${requester}-${shortHash(userId)}`;
    namespaces.add(namespace);
    const name = numbered('key', index);
    const product = productRef(index);
    const state = stateOf(index);
    const spec = {
      planTier: TIERS[index % TIERS.length],
      useCase: `What key number ${index} is for: a job that reads from product ${index % products} each night`,
      requestedBy: { userId, email: `${requester}@example.com` },
    };
    const status = {
      conditions: conditions(state, time),
      ...(state === 'Approved' && {
        approved: {
          planTier: spec.planTier,
          reviewedBy: 'user:default/owner1',
        },
      }),
    };
    objects.push(
      {
        apiVersion: GROUP,
        kind: 'APIKey',
        metadata: { namespace, name },
        spec: { ...spec, apiProductRef: product, secretRef: { name } },
        status,
      },
      {
        apiVersion: GROUP,
        kind: 'APIKeyRequest',
        metadata: {
          namespace: product.namespace,
          name: `${namespace}-${name}-${shortHash(`${namespace}/${name}`)}`,
        },
        spec: {
          ...spec,
          apiProductRef: { name: product.name },
          apiKeyRef: { namespace, name },
        },
        status,
      },
    );
  }
  return [
    ...[...namespaces].map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
    ...objects,
  ];
}

/** What the calls of the measurement name: a product, and a key and the request of the one who asks. */
export function examples() {
  const namespace = `kuadrant-consumer1-${shortHash(CONSUMER)}`;
  return {
    product: { namespace: 'apis-0', name: numbered('product', 0) },
    key: { namespace, name: numbered('key', 50) },
  };
}

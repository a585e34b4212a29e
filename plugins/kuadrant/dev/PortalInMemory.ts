import {
  codeOfStatus,
  type ApiOperations,
  type AuthPolicy,
  type KeyView,
  type KuadrantClient,
  type ObjectRef,
  type PlanPolicy,
  type ProductView,
  type RateLimitPolicy,
  type RequestView,
  type RouteView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { exampleKey, NOW } from './fixtures';

/** An error as the client of the REST API rejects with it. */
export class PortalError extends Error {
  readonly body: { error: { message: string; code?: string } };

  constructor(
    readonly statusCode: number,
    message: string,
    more: { code?: string; request?: RequestView } = {},
  ) {
    super(message);
    this.body = { error: { message, ...more } };
  }
}

/** Until when a value before works, where a rotation leaves it working. */
const IN_A_DAY = '2026-11-23T10:00:00Z';

/** Who decides in this portal. */
const REVIEWER = 'user:default/owner1';

type Named = { metadata: { namespace?: string; name: string } };

const sameAs =
  ({ namespace, name }: ObjectRef) =>
  ({ metadata }: Named) =>
    metadata.namespace === namespace && metadata.name === name;

/** A portal that answers from memory, for trying the screens and for their tests. It decides nothing by itself. */
export class PortalInMemory {
  products: ProductView[] = [];
  keys: KeyView[] = [];
  requests: RequestView[] = [];
  routes: RouteView[] = [];
  planPolicies: PlanPolicy[] = [];
  authPolicies: AuthPolicy[] = [];
  rateLimitPolicies: RateLimitPolicy[] = [];
  /** Values that can be shown, by name of the key. */
  values = new Map<string, string>();
  /** What the definition of every product differs in. */
  definition: { type?: string; definition?: string; complete?: boolean } = {};
  /** The operations of every product; none has a document while undefined. */
  operations?: ApiOperations;
  /** Every call with what it was given, in order. */
  readonly calls: { name: string; input: unknown }[] = [];
  /** Answers that calls get instead, by name of the call. */
  readonly failures = new Map<string, Error>();

  /** The client of this portal. */
  client(): KuadrantClient {
    return new Proxy({} as KuadrantClient, {
      get: (_, name: string) => async (input: unknown, options: unknown) => {
        this.calls.push({ name, input });
        const failure = this.failures.get(name);
        if (failure) {
          throw failure;
        }
        const operation = this.#operations()[name as keyof KuadrantClient];
        if (!operation) {
          throw new PortalError(501, `${name} is not part of this portal`);
        }
        return (operation as (...given: unknown[]) => unknown)(input, options);
      },
    });
  }

  #operations(): Partial<KuadrantClient> {
    return {
      listApiProducts: async ({ query }) => {
        const found = this.products.filter(
          ({ spec }) =>
            (!query?.q ||
              spec.displayName.toLowerCase().includes(query.q.toLowerCase())) &&
            (!query?.publishStatus ||
              spec.publishStatus === query.publishStatus),
        );
        const count = (status: string) =>
          this.products.filter(({ spec }) => spec.publishStatus === status)
            .length;
        return {
          ...page(found, query),
          counts: { Draft: count('Draft'), Published: count('Published') },
        };
      },
      getApiProduct: async ({ params }) =>
        this.#find(this.products, params, 'APIProduct'),
      getApiDefinition: async ({ params }) => {
        const { status } = this.#find(this.products, params, 'APIProduct');
        return {
          type: 'openapi',
          definition: status?.openapi?.raw ?? '',
          complete: true,
          ...this.definition,
        };
      },
      listApiOperations: async ({ params }) => {
        this.#find(this.products, params, 'APIProduct');
        if (!this.operations) {
          throw new PortalError(404, 'This API product has no definition');
        }
        return this.operations;
      },
      updateApiProduct: async ({ params, body }) => {
        const product = this.#find(this.products, params, 'APIProduct');
        Object.assign(product.spec, body);
        return product;
      },
      deleteApiProduct: async ({ params, query }) => {
        const keys = this.keys.filter(
          ({ product }) =>
            product.namespace === params.namespace &&
            product.name === params.name,
        );
        if (keys.length > 0 && query?.cascade !== 'true') {
          throw new PortalError(409, `It has ${keys.length} keys`);
        }
        this.products = this.products.filter(each => !sameAs(params)(each));
        return undefined;
      },
      listApiKeys: async ({ query }) => {
        const found = this.keys.filter(
          ({ product, spec }) =>
            isAmong(query?.product, `${product.namespace}/${product.name}`) &&
            isAmong(query?.planTier, spec.planTier),
        );
        return {
          ...page(
            found.filter(({ state }) => isAmong(query?.status, state)),
            query,
          ),
          counts: countStates(found),
          choices: choicesOf(found),
        };
      },
      getApiKey: async ({ params }) => this.#find(this.keys, params, 'APIKey'),
      createApiKey: async ({ body }) => {
        const product = this.#find(
          this.products,
          body.apiProduct,
          'APIProduct',
        );
        const automatic = product.spec.approvalMode === 'automatic';
        const key = exampleKey(`${product.metadata.name}-${this.keys.length}`, {
          state: automatic ? 'Approved' : 'Pending',
          reveal: { available: automatic },
          actions: automatic
            ? ['delete', 'update', 'reveal', 'rotate']
            : ['delete', 'update'],
          product: {
            ...body.apiProduct,
            displayName: product.spec.displayName,
          },
          spec: {
            planTier: body.planTier,
            useCase: body.useCase,
            expiresAt: body.expiresAt,
          },
        });
        this.keys = [...this.keys, key];
        return key;
      },
      deleteApiKey: async ({ params }) => {
        this.#find(this.keys, params, 'APIKey');
        this.keys = this.keys.filter(each => !sameAs(params)(each));
        return undefined;
      },
      updateApiKey: async ({ params, body }, options) => {
        const key = this.#find(this.keys, params, 'APIKey');
        const { resourceVersion } = key.metadata;
        if (options?.ifMatch && options.ifMatch !== `"${resourceVersion}"`) {
          throw new PortalError(412, 'It was changed meanwhile');
        }
        const { expiresAt, ...spec } = body;
        const changed = {
          ...key,
          metadata: {
            ...key.metadata,
            resourceVersion: `${Number(resourceVersion) + 1}`,
          },
          spec: {
            ...key.spec,
            ...spec,
            ...(expiresAt !== undefined && {
              expiresAt: expiresAt ?? undefined,
            }),
          },
        };
        this.#replace(key, changed);
        return changed;
      },
      rotateApiKey: async ({ params, body }) => {
        const key = this.#find(this.keys, params, 'APIKey');
        const rotated: KeyView = {
          ...key,
          actions: [...key.actions, 'endRotation'],
          reveal: { available: true },
          rotation:
            body?.overlap === '0' ? {} : { previousValidUntil: IN_A_DAY },
        };
        this.#replace(key, rotated);
        return rotated;
      },
      endApiKeyRotation: async ({ params }) => {
        const key = this.#find(this.keys, params, 'APIKey');
        const ended: KeyView = {
          ...key,
          actions: key.actions.filter(action => action !== 'endRotation'),
          rotation: {},
        };
        this.#replace(key, ended);
        return ended;
      },
      revealApiKey: async ({ params }) => {
        const key = this.#find(this.keys, params, 'APIKey');
        const value = this.values.get(params.name);
        if (key.state === 'Pending') {
          throw new PortalError(409, 'not approved yet');
        }
        if (!key.reveal.available || value === undefined) {
          throw new PortalError(410, 'shown already');
        }
        this.#replace(key, {
          ...key,
          reveal: { available: false, revealedAt: NOW },
        });
        return { apiKey: value };
      },
      listRequests: async ({ query }) => {
        const matching = this.requests.filter(
          ({ product, spec }) =>
            isAmong(query?.product, `${product.namespace}/${product.name}`) &&
            isAmong(query?.planTier, spec.planTier) &&
            isAmong(query?.requester, spec.requestedBy.userId),
        );
        const found = matching.filter(
          ({ awaitingReview }) =>
            !query?.awaitingReview ||
            String(awaitingReview) === query.awaitingReview,
        );
        return {
          ...page(
            found.filter(({ state }) => isAmong(query?.status, state)),
            query,
          ),
          counts: countStates(matching),
          choices: choicesOf(found),
          awaitingReview: matching.filter(each => each.awaitingReview).length,
        };
      },
      approveRequest: async ({ params, body }) =>
        this.#decide(params, true, body),
      rejectRequest: async ({ params, body }) =>
        this.#decide(params, false, body),
      listHttpRoutes: async ({ query }) => page(this.routes, query),
      getHttpRoute: async ({ params }) =>
        this.#find(this.routes, params, 'HTTPRoute'),
      listPlanPolicies: async ({ query }) => page(this.planPolicies, query),
      listAuthPolicies: async ({ query }) => page(this.authPolicies, query),
      listRateLimitPolicies: async ({ query }) =>
        page(this.rateLimitPolicies, query),
      bulkReviewRequests: async ({ body }) => ({
        results: body.requests.map(({ namespace, name, revision }) => {
          const ref = { namespace, name };
          try {
            const request = this.#decide(ref, body.decision === 'approve', {
              revision,
              message: body.message,
            });
            return { ...ref, success: true, request };
          } catch (error) {
            const { statusCode, message } = error as PortalError;
            return {
              ...ref,
              success: false,
              error: {
                statusCode,
                name: 'ConflictError',
                code: codeOfStatus(statusCode),
                message,
              },
            };
          }
        }),
      }),
    };
  }

  #decide(
    ref: ObjectRef,
    approved: boolean,
    { revision, message }: { revision: string; message?: string },
  ): RequestView {
    const request = this.#find(this.requests, ref, 'APIKeyRequest');
    if (revision !== request.revision) {
      throw new PortalError(409, 'The request changed.', {
        code: 'requestChanged',
        request,
      });
    }
    const again = request.decisions[0]?.reviewedBy === REVIEWER;
    if (!request.awaitingReview && !again) {
      throw new PortalError(409, 'already decided by owner2');
    }
    const decided: RequestView = {
      ...request,
      state: approved ? 'Approved' : 'Denied',
      awaitingReview: false,
      decisions: [
        {
          approved,
          reviewedBy: REVIEWER,
          reviewedAt: NOW,
          message,
          automatic: false,
        },
      ],
    };
    this.requests = this.requests.map(each =>
      each === request ? decided : each,
    );
    return decided;
  }

  #replace(before: KeyView, after: KeyView) {
    this.keys = this.keys.map(key => (key === before ? after : key));
  }

  #find<T extends Named>(objects: T[], ref: ObjectRef, kind: string): T {
    const found = objects.find(sameAs(ref));
    if (!found) {
      throw new PortalError(404, `${kind} ${ref.name} not found`);
    }
    return found;
  }
}

function isAmong(wanted: unknown, value: string) {
  return !wanted || (wanted as string[]).includes(value);
}

function page<T>(items: T[], query: { limit?: unknown; cursor?: string } = {}) {
  const start = Number(query.cursor ?? 0);
  const end = start + Number(query.limit ?? 50);
  return {
    items: items.slice(start, end),
    totalItems: items.length,
    pageInfo: end < items.length ? { nextCursor: String(end) } : {},
  };
}

function countStates(items: { state: KeyView['state'] }[]) {
  const counts = { Failed: 0, Denied: 0, Expired: 0, Approved: 0, Pending: 0 };
  items.forEach(({ state }) => {
    counts[state] += 1;
  });
  return counts;
}

function choicesOf(items: (KeyView | RequestView)[]) {
  const products = new Map(
    items.map(({ product }) => [
      `${product.namespace}/${product.name}`,
      product,
    ]),
  );
  return {
    products: [...products.values()],
    planTiers: [...new Set(items.map(({ spec }) => spec.planTier))],
    requesters: [...new Set(items.map(({ spec }) => spec.requestedBy.userId))],
  };
}

import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  operations,
  routes,
  type OperationName,
  type OperationSchemas,
  type Operations,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KuadrantCluster } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { AuditNote, AuditTrail } from '../audit/AuditTrail';
import type { Access, Authorizer } from '../authorization';
import { CodedError, schemaError } from '../errors';

/** Content types of bodies: JSON, and what is built on it, such as `application/merge-patch+json`. */
export const JSON_TYPES = ['json', '+json'];

type Parsed<N extends OperationName, K extends string> = Operations[N] extends {
  [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

type Answer<N extends OperationName> = Operations[N]['status'] extends 204
  ? void
  : z.output<Operations[N]['response']>;

/** What a handler gets: the checked parts of the request, and what the caller may do. */
export interface OperationContext<N extends OperationName> {
  params: Parsed<N, 'params'>;
  query: Parsed<N, 'query'>;
  body: Parsed<N, 'body'>;
  ifMatch?: string;
  access: Access;
  credentials: BackstageCredentials;
  request: Request;
  /** Adds to the audit event of a change. */
  note: AuditNote;
  setHeader(name: string, value: string): void;
}

/** How an operation is carried out. */
export interface OperationHandler<N extends OperationName> {
  /** The permissions whose answers the handler looks at. */
  permissions: readonly Permission[];
  /** True for a call that needs nothing of what is in the cluster. */
  withoutCluster?: boolean;
  /** False for a call that writes an audit event for each of its items instead. */
  audited?: boolean;
  handle(context: OperationContext<N>): Promise<Answer<N>>;
}

/** Options of {@link OperationRouter}. */
export interface OperationRouterOptions {
  router: Router;
  httpAuth: HttpAuthService;
  authorizer: Authorizer;
  auditTrail: AuditTrail;
  cluster: KuadrantCluster;
}

/** Puts the operations of the REST contract on a router: parse, ask what the caller may do, handle, answer. */
export class OperationRouter {
  readonly #options: OperationRouterOptions;

  constructor(options: OperationRouterOptions) {
    this.#options = options;
  }

  on<N extends OperationName>(name: N, handler: OperationHandler<N>): void {
    const { method, path } = routes[name];
    const verb = method.toLocaleLowerCase('en-US') as Lowercase<typeof method>;
    this.#options.router[verb](path, async (request, response) => {
      await this.#serve(name, handler, request, response);
    });
  }

  async #serve<N extends OperationName>(
    name: N,
    handler: OperationHandler<N>,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { httpAuth, authorizer, auditTrail } = this.#options;
    const schemas: OperationSchemas = operations[name];
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    // Nothing of this may stay in a browser or a proxy: it is one person's view, and one answer holds a key.
    response.setHeader('Cache-Control', 'no-store');
    if (schemas.body) {
      checkContentType(request);
    }
    const input = {
      params: parse(schemas.params, request.params),
      query: parse(schemas.query, request.query),
      body: parse(schemas.body, request.body),
    };
    if (!handler.withoutCluster) {
      this.#checkCluster(response);
    }
    const access = await authorizer.accessOf(credentials, handler.permissions, {
      recent: request.method === 'GET',
    });
    const handle = (note: AuditNote) =>
      handler.handle({
        ...(input as Pick<OperationContext<N>, 'params' | 'query' | 'body'>),
        ifMatch: request.get('if-match'),
        access,
        credentials,
        request,
        note,
        setHeader: (header, value) => response.setHeader(header, value),
      });
    const result =
      request.method === 'GET' || handler.audited === false
        ? await handle(() => undefined)
        : await auditTrail.record(
            {
              eventId: eventIdOf(name),
              request,
              severityLevel: 'medium',
              meta: { ...(request.params as Record<string, string>) },
            },
            handle,
          );
    if (schemas.status === 204) {
      response.status(204).end();
    } else {
      response.status(schemas.status).json(result);
    }
  }

  #checkCluster(response: Response): void {
    const { synced, stale, lastContact } = this.#options.cluster.status();
    if (!synced) {
      throw new CodedError(
        'clusterNotRead',
        'The portal has not yet read what is in the Kubernetes cluster. Try again in a minute.',
      );
    }
    if (stale && lastContact) {
      response.setHeader('Kuadrant-Stale-Since', lastContact.toISOString());
    }
  }
}

// What is not read would look like an empty body, and where bodies are optional lose what somebody wrote.
function checkContentType(request: Request): void {
  const empty = request.get('content-length') === '0';
  if (!empty && request.is(JSON_TYPES) === false) {
    const given = request.get('content-type') ?? 'no Content-Type';
    throw new CodedError(
      'unsupportedMediaType',
      `The body must be JSON with Content-Type: application/json, got ${given}`,
    );
  }
}

// A body that is left out is one without fields, so that what is missing is named.
function parse(schema: z.ZodType | undefined, value: unknown = {}): unknown {
  if (!schema) {
    return undefined;
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw schemaError(result.error);
  }
  return result.data;
}

function eventIdOf(name: OperationName): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

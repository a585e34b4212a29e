import {
  STATUS_CODES,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Route } from '@kuadrant/gateway-policy';
import type { KubernetesClient, Logger } from '@kuadrant/kubernetes-cache';
import { closeServer, listen } from '../http';
import type { World } from '../world';
import { SqliteCounterStore } from './counterStore';
import { Enforcement } from './enforcement';
import { readRequest } from './incoming';
import { KeyWatch, Keys } from './keys';
import { Proxy } from './proxy';
import { readSnapshot } from './snapshot';

/** A Service that a route sends requests to. */
export interface ServiceRef {
  namespace: string;
  name: string;
}

/** Options of {@link startGateway}. */
export interface StartGatewayOptions {
  client: KubernetesClient;
  world: World;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** The SQLite file that keeps the counters over restarts; kept in memory when absent. */
  dataFile?: string;
  /** Where a Service can be reached on this machine. */
  findBackend: (service: ServiceRef) => URL;
  logger: Logger;
  now?: () => number;
}

/** A running gateway. */
export interface RunningGateway {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a gateway that does what Kuadrant's data plane does with the same objects: it routes by HTTPRoutes, lets in
 * whom the AuthPolicy knows by the Secrets in the cluster, and limits by PlanPolicies and RateLimitPolicies.
 */
export async function startGateway(
  options: StartGatewayOptions,
): Promise<RunningGateway> {
  const { client, world, logger, now, dataFile = ':memory:' } = options;
  const keys = new Keys();
  const keyWatch = await KeyWatch.start(client, keys, logger);
  const store = SqliteCounterStore.open(dataFile, now);
  const enforcement = new Enforcement({
    keys,
    counters: store,
    readSnapshot: () => readSnapshot(world),
    now,
  });
  const followPolicies = () => {
    const { authPolicies, kuadrantNamespaces } = readSnapshot(world);
    keys.follow(authPolicies ?? [], kuadrantNamespaces);
  };
  followPolicies();
  const ends = [
    world.authPolicies.subscribe(followPolicies),
    world.kuadrants.subscribe(followPolicies),
    world.subscribe(() => enforcement.invalidate()),
  ];
  const proxy = new Proxy();
  const parts = { enforcement, proxy, ...options };
  const server = createServer({ insecureHTTPParser: false });
  const serve: typeof handle = async (request, response, context) => {
    try {
      await handle(request, response, context);
    } catch (error) {
      options.logger.error(`A request could not be decided: ${error}`);
      response.destroy();
    }
  };
  server.on('request', (request, response) => {
    serve(request, response, parts);
  });
  // The client waits with its body for `100 Continue`: a refusal comes in its place, and then nobody reads the body.
  server.on('checkContinue', (request, response) => {
    serve(request, response, {
      ...parts,
      onForward: () => response.writeContinue(),
      onRefuse: () => response.setHeader('connection', 'close'),
    });
  });
  const stop = async () => {
    ends.forEach(end => end());
    proxy.close();
    await keyWatch.stop();
    store.close();
  };

  try {
    const port = await listen(server, options);
    return {
      port,
      async stop() {
        await closeServer(server);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  parts: {
    enforcement: Enforcement;
    proxy: Proxy;
    findBackend: StartGatewayOptions['findBackend'];
    logger: Logger;
    onForward?: () => void;
    onRefuse?: () => void;
  },
): Promise<void> {
  const refuse: typeof answer = (...args) => {
    parts.onRefuse?.();
    answer(...args);
  };
  const parsed = readRequest(request);
  if ('problem' in parsed) {
    const { status, message, location } = parsed.problem;
    refuse(response, status, message, {
      connection: 'close',
      ...(location && { location }),
    });
    return;
  }
  const verdict = await parts.enforcement.decide(parsed);
  if ('refusal' in verdict) {
    const { status, message, headers } = verdict.refusal;
    refuse(response, status, message, headers);
    return;
  }
  const service = serviceOf(verdict);
  if (!service) {
    refuse(response, 500, 'The route names no Service to send requests to.');
    return;
  }
  parts.onForward?.();
  parts.proxy.forward(
    request,
    response,
    {
      backend: parts.findBackend(service),
      path: `${parsed.path}${parsed.search}`,
      identityHeaders: verdict.identityHeaders,
      serviceHeaders: verdict.serviceHeaders,
    },
    (status, message) => {
      parts.logger.warn(
        `The service ${service.namespace}/${service.name} gave no answer: ${message}`,
      );
      answer(response, status, `The service ${service.name} gives no answer.`);
    },
  );
}

function serviceOf({
  route,
  rule,
}: {
  route: Route;
  rule: number;
}): ServiceRef | undefined {
  const backend = route.spec.rules?.[rule]?.backendRefs?.[0];
  return (
    backend && {
      namespace: backend.namespace ?? route.metadata.namespace ?? '',
      name: backend.name,
    }
  );
}

function answer(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(`${JSON.stringify({ error: STATUS_CODES[status], message })}\n`);
}

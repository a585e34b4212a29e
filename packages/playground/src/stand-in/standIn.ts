import { isDeepStrictEqual } from 'node:util';
import type {
  Condition,
  KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  indexObjects,
  type PolicyWorld,
  type Route,
} from '@kuadrant/gateway-policy';
import {
  isConflict,
  isNotFound,
  type Logger,
  type ResourceCache,
} from '@kuadrant/kubernetes-cache';
import { readSnapshot, refOf } from '../gateway/snapshot';
import type { World } from '../world';
import { mergeConditions, type WantedCondition } from './conditions';
import {
  gatewayConditions,
  kuadrantConditions,
  policyConditions,
  routeConditions,
} from './statuses';

const CONTROLLER_NAME = 'kuadrant.io/demo-gateway';

/** How long changes are collected before they are worked on. */
const SETTLE_MS = 20;

const RETRY_MS = 1000;

interface WithConditions extends KubernetesObject {
  status?: { conditions?: Condition[] };
}

/** Something whose status is kept as it should be. */
export interface StandIn {
  /** Resolves when every status is as it should be and nothing has changed since. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Writes the statuses that in a real cluster come from the gateway's controller and from the Kuadrant operator, so
 * that the portal's controller finds routes accepted and policies enforced exactly where the demo gateway does so.
 * After every change all objects are looked at anew; only what differs is written.
 */
export function startStandIn(options: {
  world: World;
  logger: Logger;
  now?: () => Date;
}): StandIn {
  const { world, logger, now = () => new Date() } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const waiting = new Set<() => void>();

  const isIdle = () => timer === undefined && running === undefined;
  const schedule = (delay: number) => {
    if (stopped) {
      return;
    }
    if (running) {
      again = true;
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      running = writeStatuses(world, logger, now()).then(succeeded => {
        running = undefined;
        if (again || !succeeded) {
          again = false;
          schedule(succeeded ? SETTLE_MS : RETRY_MS);
        }
        if (isIdle()) {
          waiting.forEach(resolve => resolve());
          waiting.clear();
        }
      });
    }, delay);
  };

  const unsubscribe = world.subscribe(() => schedule(SETTLE_MS));
  schedule(0);
  return {
    async settled() {
      do {
        if (!isIdle()) {
          await new Promise<void>(resolve => waiting.add(resolve));
        }
        await world.catchUp();
      } while (!isIdle());
    },
    async stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
      await running;
    },
  };
}

/** Resolves to whether everything could be written. */
async function writeStatuses(
  world: World,
  logger: Logger,
  now: Date,
): Promise<boolean> {
  const snapshot = readSnapshot(world);
  const targets = { lookup: indexObjects(snapshot), routes: snapshot.routes };

  const write = async <T extends KubernetesObject>(
    cache: ResourceCache<T>,
    object: T,
    status: object,
  ) => {
    const present = (object as { status?: object }).status ?? {};
    const wanted = { ...present, ...status };
    if (isDeepStrictEqual(present, wanted)) {
      return true;
    }
    try {
      await cache.patch(
        refOf(object),
        {
          metadata: { resourceVersion: object.metadata.resourceVersion },
          status,
        },
        { type: 'merge', subresource: 'status', fieldManager: 'demo-gateway' },
      );
      return true;
    } catch (error) {
      // Both come with an event, after which everything is looked at again.
      if (isConflict(error) || isNotFound(error)) {
        return true;
      }
      logger.warn(
        `The status of ${cache.resource.kind} ${object.metadata.name} cannot be written: ${error}`,
      );
      return false;
    }
  };
  const conditions = <T extends WithConditions>(
    cache: ResourceCache<T>,
    object: T,
    wanted: WantedCondition[],
    rest: object = {},
  ) =>
    write(cache, object, {
      ...rest,
      conditions: mergeConditions(
        object.status?.conditions,
        wanted,
        object.metadata.generation,
        now,
      ),
    });

  const results = await Promise.all([
    ...world.gateways.list().map(gateway =>
      conditions(world.gateways, gateway, gatewayConditions(), {
        addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
      }),
    ),
    ...world.routes
      .list()
      .map(route =>
        write(world.routes, route, { parents: parents(route, targets, now) }),
      ),
    ...world.grpcRoutes.list().map(route =>
      write(world.grpcRoutes, route, {
        parents: parents(route, targets, now),
      }),
    ),
    ...world.authPolicies
      .list()
      .map(policy =>
        conditions(
          world.authPolicies,
          policy,
          policyConditions('AuthPolicy', policy, targets),
        ),
      ),
    ...world.planPolicies
      .list()
      .map(policy =>
        conditions(
          world.planPolicies,
          policy,
          policyConditions('PlanPolicy', policy, targets),
        ),
      ),
    ...world.rateLimitPolicies
      .list()
      .map(policy =>
        conditions(
          world.rateLimitPolicies,
          policy,
          policyConditions('RateLimitPolicy', policy, targets),
        ),
      ),
    ...world.kuadrants
      .list()
      .map(kuadrant =>
        conditions(world.kuadrants, kuadrant, kuadrantConditions()),
      ),
  ]);
  return results.every(Boolean);
}

/** The status of a route at each of its parents; what other controllers wrote stays. */
function parents(route: Route, world: PolicyWorld, now: Date) {
  const present = route.status?.parents ?? [];
  const foreign = present.filter(
    ({ controllerName }) => controllerName !== CONTROLLER_NAME,
  );
  const own = routeConditions(route, world).map(({ parentRef, conditions }) => {
    const before = present.find(
      entry =>
        entry.controllerName === CONTROLLER_NAME &&
        isDeepStrictEqual(entry.parentRef, parentRef),
    );
    return {
      parentRef,
      controllerName: CONTROLLER_NAME,
      conditions: mergeConditions(
        before?.conditions,
        conditions,
        route.metadata.generation,
        now,
      ),
    };
  });
  return [...foreign, ...own];
}

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { readEntityRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import { refuseUnknownOptions } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const UNKNOWN_OWNER = 'group:default/unknown';
const OPTIONS = ['namespace', 'defaultOwner', 'schedule', 'leaseNamespace'];
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
};

/** `kuadrant.catalog`, with defaults. */
export interface CatalogConfig {
  /** The fixed catalog namespace; undefined means the products' own. */
  namespace?: string;
  /** Full reference of the owner of products that name none. */
  defaultOwner: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
  leaseNamespace?: string;
}

/**
 * Reads `kuadrant.catalog`.
 *
 * @throws InputError naming the option at fault.
 */
export function readCatalogConfig(rootConfig: Config): CatalogConfig {
  const config = rootConfig.getOptionalConfig('kuadrant.catalog');
  refuseUnknownOptions('kuadrant.catalog', config?.keys() ?? [], OPTIONS);
  return {
    namespace: readNamespace(config, 'namespace'),
    defaultOwner: readOwner(config),
    schedule: readSchedule(config),
    leaseNamespace: readNamespace(config, 'leaseNamespace'),
  };
}

// Writing begins with all products, so that the schedule has nothing to do until its first interval is over.
function readSchedule(
  config: Config | undefined,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config?.has('schedule')
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
        config.getConfig('schedule'),
      )
    : DEFAULT_SCHEDULE;
  const { frequency, initialDelay } = schedule;
  return 'cron' in frequency || 'trigger' in frequency
    ? schedule
    : { ...schedule, initialDelay: initialDelay ?? frequency };
}

function readNamespace(
  config: Config | undefined,
  option: string,
): string | undefined {
  const namespace = config?.getOptionalString(option);
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    throw new InputError(
      `kuadrant.catalog.${option} must be the name of a namespace, got "${namespace}"`,
    );
  }
  return namespace;
}

function readOwner(config: Config | undefined): string {
  const owner = config?.getOptionalString('defaultOwner') ?? UNKNOWN_OWNER;
  const { ref, problem } = readEntityRef(owner, 'group');
  if (ref === undefined) {
    throw new InputError(
      `kuadrant.catalog.defaultOwner ${problem}, got "${owner}"`,
    );
  }
  return ref;
}

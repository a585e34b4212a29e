import { configMaps } from './builtin/configMaps';
import { events } from './builtin/events';
import { leases } from './builtin/leases';
import { namespaces } from './builtin/namespaces';
import { reviews } from './builtin/reviews';
import { secrets } from './builtin/secrets';
import { customResourceDefinitions } from './custom/definitions';
import { ResourceType } from './ResourceType';

/** The kinds that are served from the start. */
export const builtinTypes: ResourceType[] = [
  namespaces,
  secrets,
  configMaps,
  events,
  leases,
  customResourceDefinitions,
  ...reviews,
];

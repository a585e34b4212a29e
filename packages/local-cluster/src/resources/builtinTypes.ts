import { configMaps } from './builtin/configMaps';
import { events } from './builtin/events';
import { leases } from './builtin/leases';
import { namespaces } from './builtin/namespaces';
import { newEvents } from './builtin/newEvents';
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
  newEvents,
  leases,
  customResourceDefinitions,
  ...reviews,
];

import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AuditTrail } from '../audit/AuditTrail';
import type { Authorizer } from '../authorization';
import type { Services } from '../services/createServices';

/** What every action is made of: the services and the authorization that the REST API has. */
export interface ActionOptions {
  registry: ActionsRegistryService;
  services: Services;
  authorizer: Authorizer;
  auditTrail: AuditTrail;
}

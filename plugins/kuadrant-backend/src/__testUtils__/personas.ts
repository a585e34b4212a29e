import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { kuadrantPermissions } from '@kuadrant/backstage-plugin-kuadrant-common';

/** The people of the demo, and one who may do nothing. */
export const PERSONAS = [
  'consumer1',
  'consumer2',
  'owner1',
  'owner2',
  'admin1',
  'platform1',
  'nobody',
] as const;

/** One of the people. */
export type Persona = (typeof PERSONAS)[number];

const GROUPS: Partial<Record<Persona, string[]>> = {
  owner1: ['group:default/api-owners'],
  owner2: ['group:default/game-owners'],
};

const CONSUMER = `apiproduct.read.all apiproduct.list planpolicy.list apikey.create apikey.list apikey.read.own
  apikey.update.own apikey.delete.own`;
const OWNER = `${CONSUMER} planpolicy.read apiproduct.create apiproduct.read.own apiproduct.update.own
  apiproduct.delete.own apikey.approve`;
const ADMIN = `planpolicy.read planpolicy.list apiproduct.create apiproduct.list apiproduct.read.all
  apiproduct.update.all apiproduct.delete.all apikey.create apikey.list apikey.approve apikey.read.all
  apikey.update.all apikey.delete.all`;
const PLATFORM = `${ADMIN} planpolicy.create planpolicy.update planpolicy.delete`;

const names = (list: string) =>
  list
    .trim()
    .split(/\s+/)
    .map(name => `kuadrant.${name}`);

// Contract, section 4: the table of roles.
const ROLES: Record<Persona, string[]> = {
  consumer1: names(CONSUMER),
  consumer2: names(CONSUMER),
  owner1: names(OWNER),
  owner2: names(OWNER),
  admin1: names(ADMIN),
  platform1: names(PLATFORM),
  nobody: [],
};

/** A person as a full entity reference. */
export const userRef = (persona: Persona) => `user:default/${persona}`;

/** What the policy answers, so that a test can change it. */
export class TestPolicy {
  readonly #overrides = new Map<string, PolicyDecision>();

  /** From now on answers this for one person and permission. */
  override(
    persona: Persona,
    permission: string,
    decision: PolicyDecision,
  ): void {
    this.#overrides.set(`${userRef(persona)} ${permission}`, decision);
  }

  reset(): void {
    this.#overrides.clear();
  }

  decide(
    userEntityRef: string | undefined,
    permission: string,
  ): PolicyDecision {
    const override = this.#overrides.get(`${userEntityRef} ${permission}`);
    if (override) {
      return override;
    }
    const persona = PERSONAS.find(name => userRef(name) === userEntityRef);
    return {
      result:
        persona && ROLES[persona].includes(permission)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    };
  }

  /** The permissions and user info services of Backstage, answering by the table of roles. */
  features() {
    return [
      createServiceFactory({
        service: coreServices.permissions,
        deps: { auth: coreServices.auth },
        factory: ({ auth }) => ({
          authorize: async () => {
            throw new Error('Decisions are asked for in one batch');
          },
          authorizeConditional: async (requests, { credentials }) => {
            const isService = auth.isPrincipal(credentials, 'service');
            const user = auth.isPrincipal(credentials, 'user')
              ? credentials.principal.userEntityRef
              : undefined;
            return requests.map<PolicyDecision>(({ permission }) => {
              if (!kuadrantPermissions.some(p => p.name === permission.name)) {
                throw new Error(`Unknown permission ${permission.name}`);
              }
              return isService
                ? { result: AuthorizeResult.ALLOW }
                : this.decide(user, permission.name);
            });
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: { auth: coreServices.auth },
        factory: ({ auth }) => ({
          async getUserInfo(credentials) {
            if (!auth.isPrincipal(credentials, 'user')) {
              throw new Error('Not a user');
            }
            const { userEntityRef } = credentials.principal;
            const persona = PERSONAS.find(
              name => userRef(name) === userEntityRef,
            );
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...((persona && GROUPS[persona]) ?? []),
              ],
            };
          },
        }),
      }),
    ];
  }
}

import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  Permission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  apiKeyApprovePermission,
  apiKeyCreatePermission,
  apiProductDeleteAllPermission,
  apiProductReadAllPermission,
  kuadrantPermissions,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { Access, type Caller, type ConditionAuthorizers } from './Access';
import {
  apiKeyResourceRef,
  apiProductResourceRef,
  type ApiKeyResource,
} from './resources';
import { apiKeyRules } from './rules/keyRules';
import { apiProductRules } from './rules/productRules';
import { RecentAnswers } from './RecentAnswers';

// Backstage's RBAC plugin binds a condition to an action, and takes the plugin's first resource permission with it.
// These come first, so that there too a policy can say which products are read and whose requests are approved.
const BOUND_TO_CONDITIONS: Permission[] = [
  apiProductReadAllPermission,
  apiKeyApprovePermission,
  apiProductDeleteAllPermission,
  apiKeyCreatePermission,
];

/** Finds the resources that permissions speak of, by their references. */
export interface ResourceLoader {
  product(resourceRef: string): APIProduct | undefined;
  key(resourceRef: string): ApiKeyResource | undefined;
}

/** Options of {@link Authorizer.create}. */
export interface AuthorizerOptions {
  auth: AuthService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
  resources: ResourceLoader;
  /** How long decisions and the groups of a caller are used again for reads, in milliseconds. */
  reuseDecisionsMs: number;
}

/** Registers the 22 permissions with their rules, and asks what a caller holds in one batch. */
export class Authorizer {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #userInfo: UserInfoService;
  readonly #authorizers: ConditionAuthorizers;
  readonly #decisions: RecentAnswers<PolicyDecision>;
  readonly #ownershipRefs: RecentAnswers<string[]>;

  static create(options: AuthorizerOptions): Authorizer {
    const { permissionsRegistry, resources } = options;
    permissionsRegistry.addPermissions([
      ...BOUND_TO_CONDITIONS,
      ...kuadrantPermissions.filter(
        permission => !BOUND_TO_CONDITIONS.includes(permission),
      ),
    ]);
    permissionsRegistry.addResourceType({
      resourceRef: apiProductResourceRef,
      rules: Object.values(apiProductRules),
      getResources: async refs => refs.map(ref => resources.product(ref)),
    });
    permissionsRegistry.addResourceType({
      resourceRef: apiKeyResourceRef,
      rules: Object.values(apiKeyRules),
      getResources: async refs => refs.map(ref => resources.key(ref)),
    });
    return new Authorizer(options);
  }

  private constructor(options: AuthorizerOptions) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#userInfo = options.userInfo;
    const age = { maxAgeMs: options.reuseDecisionsMs };
    this.#decisions = new RecentAnswers(age);
    this.#ownershipRefs = new RecentAnswers(age);
    this.#authorizers = {
      apiproduct: createConditionAuthorizer(
        options.permissionsRegistry.getPermissionRuleset(apiProductResourceRef),
      ),
      apikey: createConditionAuthorizer(
        options.permissionsRegistry.getPermissionRuleset(apiKeyResourceRef),
      ),
    };
  }

  /**
   * What the caller may do, as far as these permissions tell.
   *
   * @remarks
   * Asking costs Backstage two calls over HTTP and its policy's work on each permission, which is many times what a
   * read costs here. So reads of people use what was answered a moment ago; every change asks anew.
   */
  async accessOf(
    credentials: BackstageCredentials,
    permissions: readonly Permission[],
    { recent = false }: { recent?: boolean } = {},
  ): Promise<Access> {
    const [caller, decisions] = await Promise.all([
      this.#caller(credentials, recent),
      this.#decide(credentials, permissions, recent),
    ]);
    return new Access(
      caller,
      new Map(permissions.map(({ name }, index) => [name, decisions[index]])),
      this.#authorizers,
    );
  }

  async #decide(
    credentials: BackstageCredentials,
    permissions: readonly Permission[],
    recent: boolean,
  ): Promise<PolicyDecision[]> {
    const ask = (asked: readonly Permission[]) =>
      this.#permissions.authorizeConditional(
        // Basic permissions go in the same request: the permission backend answers them by ALLOW or DENY.
        asked.map(permission => ({
          permission: permission as ResourcePermission,
        })),
        { credentials },
      );
    const person = this.#person(credentials);
    return recent && person !== undefined
      ? this.#decisions.getAll(
          permissions.map(({ name }) => `${person} ${name}`),
          indexes => ask(indexes.map(index => permissions[index])),
        )
      : ask(permissions);
  }

  /** Whom the credentials stand for, where that is a person: calls by a service in their name are another caller. */
  #person(credentials: BackstageCredentials): string | undefined {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return undefined;
    }
    const { userEntityRef, actor } = credentials.principal;
    return `${userEntityRef} ${actor?.subject ?? ''}`;
  }

  async #caller(
    credentials: BackstageCredentials,
    recent: boolean,
  ): Promise<Caller> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef } = credentials.principal;
      const ask = async () => [
        (await this.#userInfo.getUserInfo(credentials)).ownershipEntityRefs,
      ];
      const [ownershipRefs] = recent
        ? await this.#ownershipRefs.getAll(
            [`${this.#person(credentials)}`],
            ask,
          )
        : await ask();
      return {
        userEntityRef,
        subject: userEntityRef,
        ownershipRefs: new Set([userEntityRef, ...ownershipRefs]),
      };
    }
    return {
      subject: this.#auth.isPrincipal(credentials, 'service')
        ? credentials.principal.subject
        : 'nobody',
      ownershipRefs: new Set(),
    };
  }
}

import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  Permission,
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
}

/** Registers the 22 permissions with their rules, and asks what a caller holds in one batch. */
export class Authorizer {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #userInfo: UserInfoService;
  readonly #authorizers: ConditionAuthorizers;

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
    this.#authorizers = {
      apiproduct: createConditionAuthorizer(
        options.permissionsRegistry.getPermissionRuleset(apiProductResourceRef),
      ),
      apikey: createConditionAuthorizer(
        options.permissionsRegistry.getPermissionRuleset(apiKeyResourceRef),
      ),
    };
  }

  /** What the caller may do, as far as these permissions tell. */
  async accessOf(
    credentials: BackstageCredentials,
    permissions: readonly Permission[],
  ): Promise<Access> {
    const [caller, decisions] = await Promise.all([
      this.#caller(credentials),
      this.#permissions.authorizeConditional(
        // Basic permissions go in the same request: the permission backend answers them by ALLOW or DENY.
        permissions.map(permission => ({
          permission: permission as ResourcePermission,
        })),
        { credentials },
      ),
    ]);
    return new Access(
      caller,
      new Map(permissions.map(({ name }, index) => [name, decisions[index]])),
      this.#authorizers,
    );
  }

  async #caller(credentials: BackstageCredentials): Promise<Caller> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef } = credentials.principal;
      const { ownershipEntityRefs } =
        await this.#userInfo.getUserInfo(credentials);
      return {
        userEntityRef,
        subject: userEntityRef,
        ownershipRefs: new Set([userEntityRef, ...ownershipEntityRefs]),
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

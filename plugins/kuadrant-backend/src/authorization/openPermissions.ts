import type {
  LoggerService,
  RootConfigService,
  RootInstanceMetadataService,
} from '@backstage/backend-plugin-api';

const ALLOW_ALL = 'allow-all-policy';

/** What makes everybody an administrator, as the configuration and the installed plugins say. */
export interface OpenPermissions {
  /** What is configured or installed. */
  cause: string;
  /** What to do about it. */
  remedy: string;
}

/**
 * Why the permission framework allows everybody everything.
 *
 * @param modules - the modules of the permission plugin that this backend runs
 * @returns undefined where it decides
 */
export function openPermissions(
  config: RootConfigService,
  modules: readonly string[],
): OpenPermissions | undefined {
  if (config.getOptionalBoolean('permission.enabled') !== true) {
    return {
      cause: 'permission.enabled is not true',
      remedy: 'Set permission.enabled: true and install a permission policy',
    };
  }
  return modules.includes(ALLOW_ALL)
    ? {
        cause:
          'the backend runs @backstage/plugin-permission-backend-module-allow-all-policy',
        remedy:
          'Remove it from packages/backend/src/index.ts and install a permission policy',
      }
    : undefined;
}

/** Warns at the start where everybody is an administrator of the portal. */
export async function warnOfOpenPermissions(options: {
  config: RootConfigService;
  logger: LoggerService;
  instance: RootInstanceMetadataService;
}): Promise<void> {
  const plugins = await options.instance.getInstalledPlugins();
  const permission = plugins.find(({ pluginId }) => pluginId === 'permission');
  const found = openPermissions(
    options.config,
    permission?.modules.map(({ moduleId }) => moduleId) ?? [],
  );
  if (found) {
    options.logger.warn(
      `Everybody who signs in is an administrator of the Kuadrant developer portal: ${found.cause}. They can approve every request and delete every product and key. ${found.remedy}: see docs/permissions.md`,
    );
  }
}

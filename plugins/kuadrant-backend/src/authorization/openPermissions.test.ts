import { mockServices } from '@backstage/backend-test-utils';
import { warnOfOpenPermissions } from './openPermissions';

describe('warnOfOpenPermissions', () => {
  const warningsOf = async (
    permission: object | undefined,
    modules: string[] = [],
  ) => {
    const logger = mockServices.logger.mock();
    await warnOfOpenPermissions({
      config: mockServices.rootConfig({
        data: permission ? { permission: { ...permission } } : {},
      }),
      logger,
      instance: {
        getInstalledPlugins: async () => [
          { pluginId: 'kuadrant', modules: [] },
          {
            pluginId: 'permission',
            modules: modules.map(moduleId => ({ moduleId })),
          },
        ],
      },
    });
    return logger.warn.mock.calls.map(([message]) => message);
  };

  it.each([
    ['nothing is configured', undefined, []],
    ['the framework is off', { enabled: false }, []],
  ])('warns where %s, and names the option', async (_, permission, modules) => {
    expect(await warningsOf(permission, modules)).toEqual([
      expect.stringMatching(
        /^Everybody who signs in is an administrator.*permission\.enabled is not true.*Set permission\.enabled: true.*docs\/permissions\.md$/,
      ),
    ]);
  });

  it('warns of the policy that create-app installs, and names the file', async () => {
    expect(await warningsOf({ enabled: true }, ['allow-all-policy'])).toEqual([
      expect.stringMatching(
        /module-allow-all-policy.*Remove it from packages\/backend\/src\/index\.ts/,
      ),
    ]);
  });

  it('says nothing where a policy decides', async () => {
    expect(await warningsOf({ enabled: true }, ['own-policy'])).toEqual([]);
  });
});

import { parse } from 'yaml';

const configured = text =>
  parse(text).plugins.flatMap(({ pluginConfig }) => pluginConfig ?? []);

/**
 * The exports that a list of dynamic plugins of Red Hat Developer Hub 1 takes from one frontend plugin.
 *
 * @param {string} text - the list, YAML
 * @param {string} plugin - name of the plugin in `dynamicPlugins.frontend`
 */
export function namedExports(text, plugin) {
  const inside = value =>
    !value || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([name, below]) =>
          ['importName', 'ref'].includes(name) ? [below] : inside(below),
        );
  const names = configured(text).flatMap(({ dynamicPlugins }) =>
    inside(dynamicPlugins?.frontend?.[plugin]),
  );
  return [...new Set(names)].sort();
}

/** The extensions that a list of dynamic plugins of Red Hat Developer Hub 2 configures. */
export function namedExtensions(text) {
  return configured(text).flatMap(({ app }) =>
    (app?.extensions ?? []).flatMap(entry =>
      typeof entry === 'string' ? entry : Object.keys(entry),
    ),
  );
}

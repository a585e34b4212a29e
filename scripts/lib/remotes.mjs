// Loads an exported frontend plugin into an empty page, by the two ways in which Red Hat Developer Hub does. What the
// portal would share with the plugin is missing there, so the plugin brings its own copy of everything.
import assert from 'node:assert/strict';

/** What a page tells of an exported value; `extensions` are those of the wanted ones that a plugin has. */
const describe = `(value, wanted) => ({
  type: typeof value,
  plugin: value?.pluginId ?? value?.getId?.(),
  feature: value?.$$type,
  apis: [...(value?.getApis?.() ?? [])].map(({ api }) => api.id),
  extensions: wanted.filter(id => {
    try {
      return value?.getExtension?.(id);
    } catch {
      return false;
    }
  }),
})`;

async function exported(page, take, extensions = []) {
  return page.evaluate(
    `(async () => {
      const module = await (${take})();
      const describe = ${describe};
      return Object.fromEntries(
        Object.entries(module).map(([name, value]) => [
          name,
          describe(value, ${JSON.stringify(extensions)}),
        ]),
      );
    })()`,
  );
}

/**
 * The exports of a plugin in the format of Developer Hub 1: a manifest names scripts, which hand over a container.
 *
 * @param page - of Playwright
 * @param {string} folder - address of dist-scalprum
 * @param {string} exposed - name of an exposed module
 */
export async function scalprumExports(page, folder, exposed) {
  const manifest = await (
    await page.request.get(`${folder}/plugin-manifest.json`)
  ).json();
  assert.equal(manifest.registrationMethod, 'callback');
  await page.evaluate(
    `window.__load_plugin_entry__ = (name, container) => {
      window.handedOver = container;
    }`,
  );
  for (const script of manifest.loadScripts) {
    await page.addScriptTag({ url: `${folder}/${script}` });
  }
  const exports = await exported(
    page,
    `async () => {
      const container = window.handedOver;
      await container.init({});
      return (await container.get(${JSON.stringify(exposed)}))();
    }`,
  );
  return { manifest, exports };
}

/**
 * The exports of a plugin as a remote of module federation, which is what Backstage's dynamic feature service serves.
 *
 * @param page - of Playwright
 * @param {string} manifestUrl - address of mf-manifest.json
 * @param {string[]} extensions - what to look for in the plugins that it exports
 */
export async function federatedExports(page, manifestUrl, extensions) {
  const { metaData } = await (await page.request.get(manifestUrl)).json();
  const { href } = new URL(metaData.remoteEntry.name, manifestUrl);
  await page.addScriptTag({ url: href });
  return exported(
    page,
    `async () => {
      const container = window[${JSON.stringify(metaData.globalName)}];
      await container.init({});
      return (await container.get('.'))();
    }`,
    extensions,
  );
}

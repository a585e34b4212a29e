import {
  coreExtensionData,
  ExtensionBoundary,
  PageBlueprint,
  type IconElement,
  type RouteRef,
} from '@backstage/frontend-plugin-api';
import { TranslatedPage } from './TranslatedPage';

/**
 * A page whose titles follow the language of the app. The framework's own header takes titles as plain text when the
 * app starts, so the header is drawn inside of the page, by the same layout of the app.
 */
export function makePage<Name extends string | undefined>(page: {
  name?: Name;
  path: string;
  /** Its title; the plugin's own when there is none. */
  title?: string;
  /** Its icon in the app's navigation; the plugin's own when there is none. */
  icon?: IconElement;
  routeRef: RouteRef;
  /** What it shows; its tabs when there is none. */
  loader?: () => Promise<JSX.Element>;
}) {
  return PageBlueprint.makeWithOverrides({
    name: page.name,
    factory(originalFactory, { config, inputs, node }) {
      const { plugin } = node.spec;
      const title = config.title ?? page.title;
      const content = page.loader && ExtensionBoundary.lazy(node, page.loader);
      return originalFactory({
        path: page.path,
        title,
        icon: page.icon,
        routeRef: page.routeRef,
        noHeader: true,
        loader: async () => (
          <TranslatedPage
            pluginId={plugin.pluginId}
            title={title ?? plugin.title ?? plugin.pluginId}
            icon={plugin.icon}
            content={content}
            tabs={inputs.pages.map(tab => ({
              path: tab.get(coreExtensionData.routePath),
              title:
                tab.get(coreExtensionData.title) ??
                tab.get(coreExtensionData.routePath),
              icon: tab.get(coreExtensionData.icon),
              content: tab.get(coreExtensionData.reactElement),
            }))}
          />
        ),
      });
    },
  });
}

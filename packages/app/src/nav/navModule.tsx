import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { Sidebar } from './Sidebar';

/** The sidebar of this portal: catalog, APIs and Kuadrant first, then whatever else is installed. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [NavContentBlueprint.make({ params: { component: Sidebar } })],
});

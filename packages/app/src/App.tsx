import { createApp } from '@backstage/frontend-defaults';
import { kuadrantTranslationsModule } from '@kuadrant/backstage-plugin-kuadrant';
import { signInModule } from './auth/signInModule';
import { navModule } from './nav/navModule';

// Everything else comes from the plugins that this package depends on: app-config.yaml, app.packages.
const app = createApp({
  features: [navModule, signInModule, kuadrantTranslationsModule],
});

export default app.createRoot();

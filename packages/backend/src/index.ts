import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// Serves the built frontend in production; `npm start` runs the frontend's own development server.
backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

// Takes the place of both the permission backend and a policy module: roles come from examples/rbac.
backend.add(import('@backstage-community/plugin-rbac-backend'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@kuadrant/backstage-plugin-kuadrant-backend'));
backend.add(
  import('@kuadrant/backstage-plugin-catalog-backend-module-kuadrant'),
);

// A plugin that cannot start must not leave a process behind that answers 503 for ever: its supervisor shall know.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});

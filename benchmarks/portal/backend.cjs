// A Backstage backend with one of the two portals, as an adopter would wire it: catalog, roles by the RBAC plugin, and
// a sign-in that needs no browser. Arguments: the folder in which the portal is installed, and its packages, joined by
// commas; then --config and its file.
const { createBackend } = require('@backstage/backend-defaults');
const {
  coreServices,
  createBackendModule,
} = require('@backstage/backend-plugin-api');
const { authProvidersExtensionPoint } = require('@backstage/plugin-auth-node');
const { subscribe } = require('node:diagnostics_channel');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const [folder, packages] = process.argv.slice(2);
const clusterPort = process.env.BENCHMARK_CLUSTER_PORT;

let kubernetesCalls = 0;
// The Lease is renewed and watches begin again in their own time, whoever reads what.
const IN_THE_BACKGROUND = /\/leases\/|[?&]watch=/;
const count = (origin, path) => {
  if (origin.endsWith(`:${clusterPort}`) && !IN_THE_BACKGROUND.test(path)) {
    kubernetesCalls++;
  }
};
subscribe('undici:request:create', ({ request }) =>
  count(`${request.origin}`, request.path),
);
subscribe('http.client.request.start', ({ request }) =>
  count(
    `:${request.port ?? request.getHeader('host')?.split(':')[1]}`,
    request.path,
  ),
);

const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

/** Signs in whoever is named, since what is measured lies behind it. */
const signIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'benchmark-provider',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        lifecycle: coreServices.rootLifecycle,
      },
      async init({ providers, lifecycle }) {
        providers.registerProvider({
          providerId: 'benchmark',
          factory: ({ resolverContext }) => ({
            async start(_, response) {
              response.status(404).end();
            },
            async frameHandler(_, response) {
              response.status(404).end();
            },
            async refresh(request, response) {
              const { token } = await resolverContext.signInWithCatalogUser({
                entityRef: `${request.query.user}`,
              });
              response.json({ token });
            },
          }),
        });
        lifecycle.addStartupHook(() => process.send({ started: true }));
      },
    });
  },
});

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(signIn);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage-community/plugin-rbac-backend'));
const load = createRequire(join(folder, 'package.json'));
for (const name of packages.split(',')) {
  backend.add(load(name).default);
}

process.on('message', question => {
  if (question === 'reset') {
    kubernetesCalls = 0;
    delays.reset();
  }
  if (question === 'collect') {
    global.gc();
  }
  process.send({
    kubernetesCalls,
    memory: process.memoryUsage(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    longestBlockMs: delays.max / 1e6,
    cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000,
  });
});
// As a deployment ends it, so that what it held is free for the next.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});

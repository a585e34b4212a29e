import { gamestore } from './gamestore';
import { serve, type DemoService } from './service';
import { toystore } from './toystore';

/** The running demo APIs. */
export interface DemoApis {
  /**
   * Where a Service of the cluster is on this machine. A Service that nothing stands behind here is answered for by
   * one that tells what it was asked, so that routes of one's own can be tried too.
   */
  findBackend(service: { namespace: string; name: string }): URL;
  stop(): Promise<void>;
}

/** Starts the demo APIs; they are reached through the gateway, whose port goes into their descriptions. */
export async function startDemoApis(gatewayPort: number): Promise<DemoApis> {
  const services = new Map<string, DemoService>();
  const stop = async () => {
    await Promise.all([...services.values()].map(service => service.stop()));
  };
  const demos = { toystore, gamestore };
  for (const [name, operations] of Object.entries(demos)) {
    services.set(
      `${name}/${name}`,
      await serve(operations(`http://${name}.localhost:${gatewayPort}`)),
    );
  }
  const echo = await serve({
    '* /.*': ({ method, path }) => ({
      body: {
        message:
          'No service of this name runs in the playground: this is its echo.',
        method,
        path,
      },
    }),
  });
  services.set('echo', echo);
  return {
    findBackend: ({ namespace, name }) =>
      (services.get(`${namespace}/${name}`) ?? echo).url,
    stop,
  };
}

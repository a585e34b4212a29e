import { join, resolve } from 'node:path';
import portList from '../ports.json';
import { repository } from './paths';

type PortName = 'portal' | 'backend' | 'kubernetes' | 'gateway' | 'issuer';

/** Where the playground listens and keeps its things. */
export interface Settings {
  ports: Record<PortName, number>;
  /** The folder of everything that is kept over restarts. */
  state: string;
  kubeconfig: string;
  logs: string;
  /** The folder of the portal's databases. */
  database: string;
  /** A folder of definitions that come instead of ours of the same names. */
  definitions?: string;
  /** The kubeconfig of a cluster to use instead of the embedded one. */
  cluster?: string;
}

/** Reads the settings from the environment; `npm start` has checked them. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const state = resolve(
    repository,
    environment.PLAYGROUND_STATE || join(repository, '.local'),
  );
  return {
    ports: Object.fromEntries(
      portList.map(({ name, variable, port }) => [
        name,
        Number(environment[variable] || port),
      ]),
    ) as Settings['ports'],
    state,
    kubeconfig: join(state, 'kubeconfig'),
    logs: join(state, 'logs'),
    database: join(state, 'portal'),
    definitions: environment.PLAYGROUND_CRDS || undefined,
    cluster: environment.PLAYGROUND_CLUSTER || undefined,
  };
}

/** The environment that app-config.yaml refers to. */
export function portalEnvironment(
  settings: Settings,
  client: { id: string; secret: string },
): NodeJS.ProcessEnv {
  const { ports, kubeconfig, database } = settings;
  return {
    NODE_ENV: 'development',
    PORTAL_PORT: String(ports.portal),
    BACKEND_PORT: String(ports.backend),
    ISSUER_PORT: String(ports.issuer),
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    KUBECONFIG: kubeconfig,
    PORTAL_DATABASE_DIRECTORY: database,
    // The frontend's development server opens no window by itself.
    BROWSER: 'none',
  };
}

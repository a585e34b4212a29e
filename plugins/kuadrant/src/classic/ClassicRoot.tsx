import { ApiProvider } from '@backstage/core-app-api';
import { compatWrapper } from '@backstage/core-compat-api';
import {
  routeResolutionApiRef,
  useApi,
  useApiHolder,
  type AnyRouteRefParams,
  type ApiHolder,
  type ApiRef,
  type ExternalRouteRef,
  type RouteFunc,
  type RouteRef,
  type RouteResolutionApi,
  type SubRouteRef,
} from '@backstage/frontend-plugin-api';
import { useMemo, type ReactNode } from 'react';
import { generatePath } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { pathOf } from './paths';

/** Finds the pages of this plugin below the one place where a classic app mounts it; all others as the app does. */
class ClassicRouteResolution implements RouteResolutionApi {
  readonly #app: RouteResolutionApi;

  constructor(app: RouteResolutionApi) {
    this.#app = app;
  }

  resolve<Params extends AnyRouteRefParams>(
    ref: RouteRef<Params> | SubRouteRef<Params> | ExternalRouteRef<Params>,
    options?: { sourcePath?: string },
  ): RouteFunc<Params> | undefined {
    const path = pathOf.get(ref as RouteRef<AnyRouteRefParams>);
    if (path === undefined) {
      return this.#app.resolve(ref, options);
    }
    const base = this.#app.resolve(rootRouteRef, options)?.();
    if (base === undefined) {
      return undefined;
    }
    const whole = `${base.replace(/\/$/, '')}${path}`;
    return ((params?: Record<string, string>) =>
      generatePath(whole, params) || '/') as unknown as RouteFunc<Params>;
  }
}

function Routing({ children }: { children: ReactNode }) {
  const app = useApi(routeResolutionApiRef);
  const others = useApiHolder();
  const apis = useMemo<ApiHolder>(() => {
    const routes = new ClassicRouteResolution(app);
    return {
      get: <T,>(ref: ApiRef<T>) =>
        ref.id === routeResolutionApiRef.id ? (routes as T) : others.get(ref),
    };
  }, [app, others]);
  return <ApiProvider apis={apis}>{children}</ApiProvider>;
}

/** What the parts of this plugin stand in when the app is a classic one. */
export function ClassicRoot({ children }: { children: ReactNode }) {
  return compatWrapper(<Routing>{children}</Routing>);
}

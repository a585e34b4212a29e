import { join } from 'node:path';
import { repository } from '../paths';
import { ChildProcess } from './ChildProcess';
import { signIn } from './signIn';
import { fetchOk, waitFor } from './waitFor';

/** Long enough for the first start on a slow machine. */
const TIMEOUT_MS = 180_000;

/** Options of {@link startPortal}. */
export interface StartPortalOptions {
  portalUrl: string;
  backendUrl: string;
  env: NodeJS.ProcessEnv;
  logDirectory: string;
  onLine?: (name: string, line: string) => void;
}

/** The portal's processes. */
export interface Portal {
  /** The process groups that have been started. */
  groups: number[];
  /** Rejects as soon as one of the processes ends before it is asked to. */
  failure: Promise<never>;
  /** Resolves when the frontend serves its page. */
  frontendReady: Promise<void>;
  /** Resolves when the backend is up and a persona who signs in sees API products. */
  backendReady: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the portal's frontend, with its development server, and its backend, each in a process of its own. */
export function startPortal(options: StartPortalOptions): Portal {
  const { portalUrl, backendUrl, env, logDirectory } = options;
  const start = (name: string, folder: string, args: string[]) =>
    ChildProcess.start({
      name,
      args,
      cwd: join(repository, 'packages', folder),
      env,
      logFile: join(logDirectory, `${name}.log`),
      onLine: line => options.onLine?.(name, line),
    });
  const frontend = start('frontend', 'app', [
    require.resolve('@backstage/cli-module-build/bin/backstage-cli-module-build'),
    'package',
    'start',
  ]);
  const backend = start('backend', 'backend', [
    '--enable-source-maps',
    '--require',
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    'src/index.ts',
  ]);
  const children = [frontend, backend];

  const stopping = new AbortController();
  const ends = children.map(async child => {
    const how = await child.ended;
    if (stopping.signal.aborted) {
      return new Promise<never>(() => {});
    }
    throw new Error(
      `${await child.tail()}\n\nThe portal's ${child.name} ended (${how}). Above are its last lines; all of them are in ${child.logFile}.`,
    );
  });
  const failure = Promise.race(ends);
  // It may come before or after somebody waits for it.
  failure.catch(() => {});

  const { signal } = stopping;
  const wait = async (
    what: string,
    child: ChildProcess,
    check: () => Promise<void>,
  ) => {
    try {
      await waitFor(what, check, { timeoutMs: TIMEOUT_MS, signal });
    } catch (error) {
      throw new Error(
        `${await child.tail()}\n\n${(error as Error).message}. Above are the last lines of ${child.logFile}.`,
      );
    }
  };
  const frontendReady = wait("The portal's page", frontend, async () => {
    const page = await (await fetchOk(portalUrl)).text();
    if (!page.includes('id="root"')) {
      throw new Error(`${portalUrl} shows something else than the portal`);
    }
  });
  const backendReady = wait("The portal's backend", backend, async () => {
    await fetchOk(`${backendUrl}/.backstage/health/v1/readiness`);
  }).then(() =>
    wait("The portal's API", backend, async () => {
      const token = await signIn(backendUrl, 'consumer1');
      const response = await fetch(`${backendUrl}/api/kuadrant/apiproducts`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await response.body?.cancel();
      if (!response.ok) {
        throw new Error(`the API products answered ${response.status}`);
      }
    }),
  );
  frontendReady.catch(() => {});
  backendReady.catch(() => {});

  return {
    groups: children.flatMap(({ group }) => group ?? []),
    failure,
    frontendReady,
    backendReady,
    async stop() {
      stopping.abort();
      await Promise.all(children.map(child => child.stop()));
    },
  };
}

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { packageFolder } from '../paths';

const run = promisify(execFile);

/** The releases that the chart is tested with, which scripts/build-helm.mjs builds. */
const RELEASES: string[] = JSON.parse(
  readFileSync(path.join(packageFolder, 'helm-releases.json'), 'utf8'),
);

/** A Kubernetes object, as far as the tests look into it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
  spec?: object;
}

/** One release of Helm. */
export interface HelmProgram {
  /** For example 4.3.1. */
  release: string;
  /** Path of the program; undefined where it was not built. */
  program: string | undefined;
}

/** The releases of Helm that scripts/build-helm.mjs builds. */
export function helmPrograms(): HelmProgram[] {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return RELEASES.map(release => {
    const program = path.join(
      cache,
      'kuadrant-developer-portal',
      `helm-${release}`,
      'helm',
    );
    return { release, program: existsSync(program) ? program : undefined };
  });
}

/** A Helm that renders charts: the one that HELM names, or any that was built; undefined where there is none. */
export function helmProgram(): string | undefined {
  const named = process.env.HELM;
  return named && existsSync(named)
    ? named
    : helmPrograms().find(({ program }) => program)?.program;
}

/** The text that a chart renders to. */
export async function renderChart(options: {
  helm: string;
  chart: string;
  namespace: string;
  values?: Record<string, unknown>;
}): Promise<string> {
  const { helm, chart, namespace, values = {} } = options;
  const { stdout } = await run(
    helm,
    [
      ...['template', 'release', chart, '-n', namespace],
      ...['--kube-version', '1.36.3'],
      ...Object.entries(values).flatMap(([name, value]) => [
        '--set-json',
        `${name}=${JSON.stringify(value)}`,
      ]),
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}

/** The objects in a text of YAML documents. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(Boolean);
}

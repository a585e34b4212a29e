import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);
const RELEASE = '3.22.0';

/** A Kubernetes object, as far as the tests look into it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
  spec?: object;
}

/** Helm: the one that HELM names, or the one that scripts/build-helm.mjs built; undefined where there is none. */
export function helmProgram(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const program =
    process.env.HELM ||
    path.join(cache, 'kuadrant-developer-portal', `helm-${RELEASE}`, 'helm');
  return existsSync(program) ? program : undefined;
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

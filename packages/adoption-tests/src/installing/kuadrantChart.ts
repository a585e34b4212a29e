import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { ourDefinitions, upstreamDefinitions } from '../kinds/definitions';
import type { Definition } from '../kinds/facts';

/** The CRDs that Kuadrant 1.4 ships; later releases ship all four. */
export const FIRST_TWO = ['apiproducts', 'apikeys'];

/**
 * Kuadrant's CRDs, with a description that tells them from ours: its own where UPSTREAM_CRDS names them, else ours
 * without the columns.
 */
export function kuadrantDefinitions(
  description: string,
  plurals?: string[],
): Definition[] {
  const definitions = upstreamDefinitions() ?? ourDefinitions();
  return Object.entries(definitions)
    .filter(([plural]) => plurals?.includes(plural) ?? true)
    .map(([, definition]) => ({
      ...definition,
      metadata: { name: definition.metadata.name },
      spec: {
        ...definition.spec,
        versions: definition.spec.versions.map(version => ({
          ...version,
          additionalPrinterColumns: undefined,
          schema: {
            openAPIV3Schema: { ...version.schema.openAPIV3Schema, description },
          },
        })),
      },
    }));
}

/**
 * Writes a chart that holds Kuadrant's CRDs as the chart of its operator does: as templates, with Helm's policy to keep
 * them.
 *
 * @returns the folder of the chart
 */
export async function kuadrantChart(
  definitions: Definition[],
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuadrant-chart-'));
  await mkdir(path.join(folder, 'templates'));
  await writeFile(
    path.join(folder, 'Chart.yaml'),
    stringify({
      apiVersion: 'v2',
      name: 'kuadrant-operator',
      version: '0.1.0',
    }),
  );
  const documents = definitions.map(definition =>
    stringify({
      ...definition,
      metadata: {
        ...definition.metadata,
        labels: { 'app.kubernetes.io/managed-by': 'helm' },
        annotations: { 'helm.sh/resource-policy': 'keep' },
      },
    }),
  );
  await writeFile(
    path.join(folder, 'templates/manifests.yaml'),
    documents.join('---\n'),
  );
  return folder;
}

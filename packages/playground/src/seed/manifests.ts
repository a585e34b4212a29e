import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { parseAllDocuments } from 'yaml';
import { packageFolder, repository } from '../paths';

const demoData = join(packageFolder, 'demo-data');

/** The port that the manifests of the demo data name for the gateway. */
const WRITTEN_PORT = 8080;

/**
 * The kinds that the playground's cluster knows beside Kubernetes' own: ours, and what the demo needs of others.
 *
 * @param instead - a folder with other definitions, such as Kuadrant's own: those of our four kinds there come instead of
 * ours
 */
export async function readDefinitions(
  instead?: string,
): Promise<KubernetesObject[]> {
  const folders = [join(repository, 'deploy/crds'), join(demoData, 'crds')];
  const [ours, demo] = await Promise.all(folders.map(each => readFolder(each)));
  const others = instead ? await readFolder(instead) : [];
  return [
    ...ours.map(
      definition =>
        others.find(
          ({ metadata }) => metadata.name === definition.metadata.name,
        ) ?? definition,
    ),
    ...demo,
  ];
}

/** The objects of the demo, with the port at which the gateway really listens. */
export async function readDemoObjects(
  gatewayPort: number,
): Promise<KubernetesObject[]> {
  return readFolder(demoData, text =>
    text
      .replaceAll(`localhost:${WRITTEN_PORT}`, `localhost:${gatewayPort}`)
      .replaceAll(`port: ${WRITTEN_PORT}`, `port: ${gatewayPort}`),
  );
}

async function readFolder(
  folder: string,
  edit: (text: string) => string = text => text,
): Promise<KubernetesObject[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const texts = await Promise.all(
    names.sort().map(name => readFile(join(folder, name), 'utf8')),
  );
  const documents = texts.flatMap(text => parseAllDocuments(edit(text)));
  return documents.map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJS() as KubernetesObject;
  });
}

// Copies what deploy/kustomize and the Helm chart share into both: the CRDs, and the rules of the two accounts.
//   node scripts/generate-deploy.mjs           writes the copies
//   node scripts/generate-deploy.mjs --check   fails when what is committed is not current
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments, stringify } from 'yaml';
import { writeGenerated } from './lib/generated.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const at = (...parts) => path.join(root, ...parts);
const kustomize = 'deploy/kustomize/base';
const chart = 'deploy/helm/kuadrant-developer-portal/files';
const note = source =>
  `# Made from ${source} by scripts/generate-deploy.mjs. Do not edit.\n`;

async function clusterRole(file) {
  const documents = parseAllDocuments(await readFile(at(file), 'utf8')).map(
    document => document.toJS(),
  );
  return documents.find(({ kind }) => kind === 'ClusterRole');
}

const rules = async source =>
  `${note(source)}${stringify((await clusterRole(source)).rules)}`;

async function copies(...names) {
  const sources = names.map(name => `deploy/kustomize/${name}`);
  const texts = await Promise.all(
    sources.map(source => readFile(at(source), 'utf8')),
  );
  return `${note(sources.join(' and '))}${texts.join('---\n')}`;
}

const crdNames = (await readdir(at('deploy/crds'))).sort();
const crds = await Promise.all(
  crdNames.map(name => readFile(at('deploy/crds', name), 'utf8')),
);

await writeGenerated({
  root,
  command: 'yarn generate:deploy',
  files: {
    ['deploy/kustomize/components/crds/crds.yaml']: `${note('deploy/crds')}${crds.join('---\n')}`,
    ...Object.fromEntries(
      crdNames.map((name, index) => [
        `${chart}/crds/${name}`,
        `${note(`deploy/crds/${name}`)}${crds[index]}`,
      ]),
    ),
    [`${chart}/user-roles.yaml`]: await copies('base/user-roles/roles.yaml'),
    [`${chart}/admission.yaml`]: await copies(
      'components/admission/portal.yaml',
      'components/admission/controller.yaml',
    ),
    [`${chart}/identity.yaml`]: await copies(
      'components/identity/policies.yaml',
    ),
    [`${chart}/service-monitor.yaml`]: await copies(
      'components/monitoring/service-monitor.yaml',
    ),
    [`${chart}/alerts.yaml`]: await copies('components/monitoring/alerts.yaml'),
    [`${chart}/controller-rules.yaml`]: await rules(
      `${kustomize}/controller/rbac.yaml`,
    ),
    [`${chart}/portal-rules.yaml`]: await rules(
      `${kustomize}/portal-access/rbac.yaml`,
    ),
  },
});

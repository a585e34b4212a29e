import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { kubeconfig } from '../kubeconfig';
import { startEmbeddedServer } from './__testUtils__/embeddedServer';
import { startRealServer } from './__testUtils__/realServer';
import { TestServer } from './__testUtils__/runApiServerTests';

const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);
const kubectl = binaries && join(binaries, 'kubectl');

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.demo.example.com' },
  spec: {
    group: 'demo.example.com',
    scope: 'Namespaced',
    names: {
      plural: 'widgets',
      kind: 'Widget',
      shortNames: ['wd'],
      categories: ['all'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Color', type: 'string', jsonPath: '.spec.color' },
          {
            name: 'Size',
            type: 'integer',
            jsonPath: '.spec.size',
            priority: 1,
          },
          {
            name: 'Age',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: 'A widget.',
            properties: {
              spec: {
                type: 'object',
                description: 'What the widget shall be.',
                required: ['color'],
                properties: {
                  color: {
                    type: 'string',
                    description: 'Its color.',
                    enum: ['red', 'blue'],
                  },
                  size: {
                    type: 'integer',
                    description: 'Its size.',
                    default: 3,
                  },
                  parts: {
                    type: 'array',
                    description: 'Its parts.',
                    items: {
                      type: 'object',
                      properties: { name: { type: 'string' } },
                    },
                  },
                },
              },
              status: {
                type: 'object',
                properties: { phase: { type: 'string' } },
              },
            },
          },
        },
      },
    ],
  },
};

const widget = (spec: object, labels: object = { app: 'x' }) => ({
  apiVersion: 'demo.example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w1', labels },
  spec,
});

const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'e1' },
  involvedObject: {
    kind: 'Widget',
    name: 'w1',
    namespace: 'demo',
    apiVersion: 'demo.example.com/v1',
  },
  reason: 'Painted',
  message: 'now red',
  type: 'Normal',
  source: { component: 'painter' },
  firstTimestamp: '2020-01-01T00:00:00Z',
  lastTimestamp: '2020-01-01T00:00:00Z',
  count: 1,
};

const files: { [name: string]: object } = {
  definition,
  red: widget({ color: 'red' }),
  blue: widget({ color: 'blue', size: 4, parts: [{ name: 'a' }] }),
  green: widget({ color: 'green' }),
  misspelt: widget({ color: 'red', sise: 4 }),
  map: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'm2' },
    data: { a: '1' },
  },
  map2: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'm2' },
    data: { a: '2' },
  },
  event,
};

/** What a person may type, in order; `@name` is a file. */
const session = [
  'create namespace demo',
  'get namespace demo',
  'get namespace demo -o yaml',
  'apply -f @definition',
  'wait --for=condition=Established crd/widgets.demo.example.com --timeout=20s',
  'get crd widgets.demo.example.com',
  'api-resources --api-group=demo.example.com',
  'create configmap m1 --from-literal=a=1 --from-literal=b=2',
  'create configmap m1 --from-literal=a=1',
  'create secret generic s1 --from-literal=password=secret',
  'get secret s1',
  'get secret s1 -o yaml',
  'describe secret s1',
  'describe configmap m1',
  'get configmaps',
  'get configmap m1 -o jsonpath={.data.a}',
  'get configmap missing',
  'explain widget.spec',
  'explain widget.spec --recursive',
  'explain widgets.spec.parts.name',
  'apply -f @red',
  'apply -f @red',
  'get widgets',
  'get wd -o wide',
  'get widget w1 -o yaml',
  'get widget w1 -o json',
  'get widgets -o name',
  'get widgets -o custom-columns=N:.metadata.name,C:.spec.color --no-headers',
  'describe widget w1',
  'diff -f @blue',
  'apply -f @blue',
  'apply -f @green',
  'apply -f @misspelt',
  'apply -f @red --dry-run=server -o jsonpath={.spec}',
  'get widgets -l app=x',
  'get widgets -l app=y',
  'get widgets --field-selector metadata.name=w1',
  'get widgets --field-selector spec.color=red',
  'label widget w1 tier=front',
  'label widget w1 tier=back',
  'label widget w1 tier=back --overwrite',
  'label widget w1 tier-',
  'annotate widget w1 note=hello',
  'get widget w1 --show-labels',
  'patch widget w1 --type=merge -p {"spec":{"size":9}}',
  'patch widget w1 --type=json -p [{"op":"remove","path":"/spec/parts"}]',
  'patch widget w1 -p {"spec":{"size":1}}',
  'patch widget w1 --subresource=status --type=merge -p {"status":{"phase":"Done"}}',
  'wait --for=jsonpath={.status.phase}=Done widget/w1 --timeout=10s',
  'get widget w1 -o jsonpath={.metadata.generation}',
  'apply --server-side -f @map',
  'apply --server-side -f @map2',
  'apply --server-side --field-manager=other -f @map',
  'apply --server-side --field-manager=other --force-conflicts -f @map',
  'get configmap m2 -o yaml --show-managed-fields',
  'apply -f @map2',
  'patch configmap m2 -p {"data":{"b":"3"},"metadata":{"finalizers":["example.com/hold"]}}',
  'delete configmap m2 --wait=false',
  'get configmap m2 -o jsonpath={.metadata.finalizers}',
  'patch configmap m2 -p {"metadata":{"finalizers":null}}',
  'get configmap m2',
  'create -f @event',
  'get events',
  'events',
  'events --for widget/w1',
  'edit widget w1',
  'get widget w1 -o jsonpath={.spec.size}',
  'get configmaps --chunk-size=1 -o name',
  'get widgets,configmaps -o name',
  'replace -f @red',
  'delete widget w1 --cascade=foreground',
  'delete widget w1',
  'delete configmap --all',
  'delete crd widgets.demo.example.com',
  'get widgets',
  'delete namespace demo',
  'get namespace demo',
];

interface Outcome {
  command: string;
  output: string;
}

/** Removes what cannot be the same twice. */
function normalized(text: string, directory: string, server: string): string {
  return text
    .replaceAll(directory, '<files>')
    .replaceAll(server, '<server>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000/g, '<time>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
    .replace(
      /(resourceVersion[\\"]*:\s*[\\"]*|Resource Version:\s*)\d+/g,
      '$1<version>',
    )
    .replace(/(LIVE|MERGED)-\d+/g, '$1')
    .replace(/\b\d+m?s\b/g, '<age>')
    .replace(/(?<=\S)[ \t]{2,}/g, '  ');
}

async function run(server: TestServer): Promise<Outcome[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-'));
  try {
    const config = join(directory, 'kubeconfig');
    await writeFile(config, kubeconfig(server.endpoint));
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(directory, `${name}.yaml`), stringify(content));
    }
    const outcomes: Outcome[] = [];
    for (const command of session) {
      const args = command
        .split(' ')
        .map(word => word.replace(/^@(\w+)$/, `${directory}/$1.yaml`));
      const output = await new Promise<string>(resolve => {
        execFile(
          kubectl!,
          [
            ...args,
            ...(/^(create|get|delete) namespace/.test(command)
              ? []
              : ['-n', 'demo']),
          ],
          {
            timeout: 60_000,
            env: {
              ...process.env,
              KUBECONFIG: config,
              HOME: directory,
              KUBE_EDITOR: "sed -i 's/size: 9/size: 7/'",
            },
          },
          (error, stdout, stderr) =>
            resolve(`${stdout}${stderr}${error ? `exit ${error.code}` : ''}`),
        );
      });
      outcomes.push({
        command,
        output: normalized(output, directory, server.endpoint.url),
      });
    }
    return outcomes;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

// Without the binaries (scripts/build-kube-apiserver.mjs makes them) the comparison counts as skipped.
(kubectl ? describe : describe.skip)('kubectl', () => {
  it('sees no difference between the embedded server and a real one', async () => {
    const servers = [
      await startEmbeddedServer(),
      await startRealServer(binaries!),
    ];
    try {
      const [embedded, real] = await Promise.all(servers.map(run));
      expect(embedded).toEqual(real);
    } finally {
      await Promise.all(servers.map(server => server.stop()));
    }
  }, 300_000);
});

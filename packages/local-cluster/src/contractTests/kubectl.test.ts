import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFile, spawn } from 'node:child_process';
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
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.size',
            statusReplicasPath: '.status.size',
          },
        },
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
                properties: {
                  phase: { type: 'string' },
                  size: { type: 'integer' },
                },
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

const map = (name: string, fields: object = { data: { a: '1' } }) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...fields,
});

const list = (...items: object[]) => ({
  apiVersion: 'v1',
  kind: 'List',
  items,
});

/** What the files hold; an array is several documents. */
const files: { [name: string]: object | object[] } = {
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
  newEvent: {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'e2' },
    regarding: event.involvedObject,
    reason: 'Painted',
    note: 'now blue',
    type: 'Warning',
    action: 'Painting',
    eventTime: '2020-01-01T00:00:00.000000Z',
    reportingController: 'example.com/painter',
    reportingInstance: 'painter-1',
  },
  list: list(map('l1'), widget({ color: 'red' }), map('l2')),
  faultyList: list(map('l1', { dta: {} }), widget({ colour: 'red' })),
  mixed: [map('m5'), widget({ color: 'red' })],
  mixedLater: [
    map('m5', { data: { a: '2', c: '<3>' } }),
    widget({ color: 'blue' }, { app: 'y' }),
  ],
  mapList: { apiVersion: 'v1', kind: 'ConfigMapList', items: [map('l1')] },
  misspeltKinds: [
    map('k1'),
    { ...map('k2'), kind: 'ConfigMapp' },
    { ...widget({ color: 'red' }), kind: 'Widgett' },
    { ...map('k3'), apiVersion: 'v2' },
    map('k4'),
  ],
};

/** A command that goes on while others are carried out, until it has written so many lines or has ended. */
interface Watch {
  watch: string;
  meanwhile: string[];
  lines: number;
}

/** The group versions that both servers have; the real one has many more. */
const groupVersions =
  /^(v1|(apiextensions|authentication|authorization|coordination|events)\.k8s\.io\/v1|demo\.example\.com\/v1)$/;

/** Makes an object belong to another one, whose uid was printed last. */
const own = (child: string, owner: string) => [
  `get configmap ${owner} -o jsonpath={.metadata.uid}`,
  `patch configmap ${child} -p ${JSON.stringify({
    metadata: {
      finalizers: ['example.com/hold'],
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: owner,
          uid: '$LAST',
          blockOwnerDeletion: true,
        },
      ],
    },
  })}`,
];

const release = 'patch configmap child -p {"metadata":{"finalizers":null}}';

/** What a person may type, in order; `@name` is a file, `$LAST` what was printed last. */
const session: Array<string | Watch> = [
  'create namespace demo',
  'get namespace demo',
  'get namespace demo -o yaml',
  'auth whoami',
  'auth whoami -o json',
  'auth whoami --as jane --as-group one --as-uid u1',
  'auth can-i get secrets',
  'auth can-i create widgets.demo.example.com',
  'auth can-i get /anything',
  'auth can-i * *',
  'auth can-i get secrets --as jane',
  'auth can-i --list --as jane',
  'get secrets --as jane',
  'get configmap m1 --as jane',
  'create configmap m9 --from-literal=a=1 --as jane',
  'get configmaps --as jane --as-group system:masters',
  'get configmaps --as-group system:masters',
  'delete namespace default',
  'delete namespace kube-system',
  'get --raw /apis/nope.example.com/v1',
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
  'api-versions',
  'explain widget.spec',
  'explain widget.spec --recursive',
  'explain widget --recursive',
  'explain widget.spec.parts --output=plaintext-openapiv2 --recursive',
  'apply -f @list',
  'apply -f @list',
  'get -f @list -o name',
  'diff -f @list',
  'apply -f @faultyList',
  'apply -f @faultyList --validate=false',
  'apply -f @mapList',
  'create -f @list --dry-run=server',
  'apply --server-side -f @list',
  'delete -f @list',
  'apply -f @mixed',
  'apply --server-side -f @mixedLater',
  'get -f @mixed -o yaml --show-managed-fields',
  'apply -f @mixed',
  'get -f @mixed -o yaml --show-managed-fields',
  'patch configmap m5 -p {"data":{"a":"9"}}',
  'apply --server-side -f @mixedLater',
  'apply --server-side -f @mixedLater --force-conflicts',
  'get -f @mixed -o yaml --show-managed-fields',
  'apply view-last-applied configmap m5',
  'apply set-last-applied -f @mixed',
  'get -f @mixed -o yaml',
  'delete -f @mixed',
  'apply -f @misspeltKinds',
  'get configmaps k1 k2 k3 k4 -o name',
  'create -f @misspeltKinds',
  'delete -f @misspeltKinds',
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
  'diff -f @red',
  'diff -f @blue',
  'apply -f @blue',
  'apply -f @green',
  'apply -f @misspelt',
  'apply -f @red --dry-run=server -o jsonpath={.spec}',
  'get widgets -l app=x',
  'get widgets -l app=y',
  'get widgets --field-selector metadata.name=w1',
  'get widgets --field-selector spec.color=red',
  'scale widget w1 --replicas=5',
  'scale widget w1 --replicas=6 --current-replicas=9',
  'scale widget missing --replicas=5',
  'scale configmap m1 --replicas=5',
  'get widget w1 --subresource=scale',
  'get widget w1 --subresource=scale -o yaml',
  'patch widget w1 --subresource=scale --type=merge -p {"spec":{"replicas":4}}',
  'get widget w1 -o wide',
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
  'create -f @newEvent',
  'get events.events.k8s.io',
  'get events.v1.events.k8s.io e2 -o wide',
  'get events.v1.events.k8s.io e2 -o jsonpath={.note}{.regarding}',
  'get event e2 -o jsonpath={.message}{.involvedObject}',
  'delete events.events.k8s.io e2',
  'get events',
  'events',
  'events --for widget/w1',
  'events --types=Warning',
  'get events --field-selector reason=Painted',
  'get events --field-selector type!=Normal',
  'get configmaps --field-selector data.a=1',
  {
    watch: 'get widgets -w',
    meanwhile: [
      'label widget w1 seen=yes',
      'patch widget w1 --type=merge -p {"spec":{"color":"blue"}}',
    ],
    lines: 4,
  },
  {
    watch: 'get widget w1 -w -o wide --output-watch-events',
    meanwhile: ['label widget w1 seen-'],
    lines: 3,
  },
  {
    watch: 'get configmaps -l kind=watched --watch-only -o name',
    meanwhile: [
      'create configmap m3 --from-literal=a=1',
      'label configmap m3 kind=watched',
      'label configmap m3 kind=other --overwrite',
      'delete configmap m3',
    ],
    lines: 2,
  },
  'edit widget w1',
  'get widget w1 -o jsonpath={.spec.size}',
  'get configmaps --chunk-size=1 -o name',
  'get widgets,configmaps -o name',
  'get widgets --sort-by=.spec.size -o custom-columns=S:.spec.size',
  'replace -f @red',
  'create configmap owner --from-literal=a=1',
  'create configmap child --from-literal=a=1',
  ...own('child', 'owner'),
  'delete configmap owner --cascade=orphan',
  'get configmap child -o jsonpath={.metadata.ownerReferences}{.metadata.deletionTimestamp}',
  'create configmap owner --from-literal=a=1',
  ...own('child', 'owner'),
  'delete configmap owner --cascade=background',
  'wait --for=jsonpath={.metadata.deletionTimestamp} configmap/child --timeout=60s',
  {
    watch: 'wait --for=delete configmap/child --timeout=60s',
    meanwhile: [release],
    lines: 1,
  },
  'get configmap child',
  'create configmap owner --from-literal=a=1',
  'create configmap child --from-literal=a=1',
  ...own('child', 'owner'),
  'delete configmap owner --cascade=foreground --wait=false',
  'wait --for=jsonpath={.metadata.deletionTimestamp} configmap/child --timeout=60s',
  'get configmap owner -o jsonpath={.metadata.finalizers}',
  {
    watch: 'wait --for=delete configmap/owner --timeout=60s',
    meanwhile: [release],
    lines: 1,
  },
  'get configmaps owner child --ignore-not-found',
  'wait --for=delete configmap/missing --timeout=5s',
  'wait --for=jsonpath={.status.phase}=Never widget/w1 --timeout=1s',
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
    .replace(/\b(?:\d+m(?:\d+s)?|\d+m?s)\b/g, '<age>')
    .replace(/(?<=\S)[ \t]{2,}/g, '  ');
}

/** Runs the commands of a session on one server, in a folder of its own. */
class Shell {
  readonly #server: TestServer;
  readonly #directory: string;
  #last = '';

  constructor(server: TestServer, directory: string) {
    this.#server = server;
    this.#directory = directory;
  }

  async run(step: string | Watch): Promise<Outcome[]> {
    return typeof step === 'string'
      ? [await this.#command(step)]
      : this.#watch(step);
  }

  async #command(command: string): Promise<Outcome> {
    const output = await new Promise<string>(resolve => {
      execFile(
        kubectl!,
        this.#arguments(command),
        this.#options,
        (error, stdout, stderr) =>
          resolve(`${stdout}${stderr}${error ? `exit ${error.code}` : ''}`),
      );
    });
    this.#last = output;
    return this.#outcome(command, output);
  }

  async #watch({ watch, meanwhile, lines }: Watch): Promise<Outcome[]> {
    // At this level kubectl tells what it asks for, so that it is known when it watches.
    const child = spawn(
      kubectl!,
      [...this.#arguments(watch), '-v=6'],
      this.#options,
    );
    let [output, log] = ['', ''];
    const ended = new Promise<number | string | null>(resolve => {
      child.on('close', (code, signal) => resolve(signal ?? code));
    });
    const until = (isReached: () => boolean) =>
      new Promise<void>(resolve => {
        const look = () => isReached() && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then(() => resolve());
      });
    child.stdout.on('data', data => {
      output += data;
    });
    child.stderr.on('data', data => {
      log += data;
    });
    await until(() => /[?&]watch=true/.test(log));
    const outcomes: Outcome[] = [];
    for (const command of meanwhile) {
      outcomes.push(await this.#command(command));
    }
    if (output.split('\n').length <= lines) {
      await until(() => output.split('\n').length > lines);
    }
    child.kill('SIGINT');
    await ended;
    return [...outcomes, this.#outcome(watch, output)];
  }

  get #options() {
    return {
      timeout: 90_000,
      env: {
        ...process.env,
        KUBECONFIG: join(this.#directory, 'kubeconfig'),
        HOME: this.#directory,
        KUBE_EDITOR: "sed -i 's/size: 9/size: 7/'",
      },
    };
  }

  #arguments(command: string): string[] {
    const words = command
      .split(' ')
      .map(word => word.replace(/^@(\w+)$/, `${this.#directory}/$1.yaml`))
      .map(word => word.replace('$LAST', this.#last));
    return /^(create|get|delete) namespace/.test(command)
      ? words
      : [...words, '-n', 'demo'];
  }

  #outcome(command: string, output: string): Outcome {
    const text = normalized(output, this.#directory, this.#server.endpoint.url);
    return {
      command,
      output:
        command === 'api-versions'
          ? text
              .split('\n')
              .filter(line => groupVersions.test(line))
              .join('\n')
          : text,
    };
  }
}

async function run(server: TestServer): Promise<Outcome[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-'));
  try {
    await writeFile(join(directory, 'kubeconfig'), kubeconfig(server.endpoint));
    for (const [name, content] of Object.entries(files)) {
      const documents = [content].flat().map(document => stringify(document));
      await writeFile(join(directory, `${name}.yaml`), documents.join('---\n'));
    }
    const shell = new Shell(server, directory);
    const outcomes: Outcome[] = [];
    for (const step of session) {
      outcomes.push(...(await shell.run(step)));
    }
    return outcomes;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

// Without the binaries (scripts/build-kube-apiserver.mjs makes them) the comparison counts as skipped.
describeWith('kube-apiserver', kubectl)('kubectl', () => {
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
  }, 600_000);
});

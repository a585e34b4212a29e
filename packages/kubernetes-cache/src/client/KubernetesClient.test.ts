import { KubeConfig } from '@kubernetes/client-node';
import {
  kubeConfigFor,
  ScriptedApi,
  ScriptedCall,
  thing,
  things,
} from '../__testUtils__/ScriptedApi';
import { ResourceDefinition } from '../types';
import { KubernetesClient } from './KubernetesClient';
import {
  isAlreadyExists,
  isConflict,
  isInvalid,
  isNotFound,
  isUnreachable,
} from './KubernetesError';
import { RequestObservation } from './options';

const pods: ResourceDefinition = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
};

async function body(call: ScriptedCall): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of call.request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

describe('KubernetesClient', () => {
  let api: ScriptedApi;
  let client: KubernetesClient;
  const observed: RequestObservation[] = [];
  let requestTimeoutMs: number | undefined;

  async function talkTo(...script: Array<(call: ScriptedCall) => void>) {
    api = await ScriptedApi.start(...script);
    client = KubernetesClient.fromKubeConfig(api.kubeConfig, {
      requestTimeoutMs,
      onRequest: observation => observed.push(observation),
    });
  }

  afterEach(async () => {
    observed.length = 0;
    requestTimeoutMs = undefined;
    await client?.close();
    await api?.stop();
  });

  it('sends what the API expects, with the credentials of the kubeconfig', async () => {
    const requests: Array<Record<string, unknown>> = [];
    const record = async (call: ScriptedCall) => {
      const { method, url, headers } = call.request;
      requests.push({
        request: `${method} ${url}`,
        type: headers['content-type'],
        body: method === 'GET' ? undefined : await body(call),
      });
      expect(headers.authorization).toBe('Bearer secret-token');
      call.json(200, thing('a', 1));
    };
    await talkTo(record);
    const ref = { namespace: 'one', name: 'a' };
    await client.get(things, ref);
    await client.create(things, thing('a', 1), {
      fieldManager: 'tester',
      dryRun: true,
    });
    await client.replace(things, thing('a', 1), { subresource: 'status' });
    await client.patch(things, ref, [{ op: 'remove', path: '/spec' }], {
      type: 'json',
    });
    await client.patch(
      things,
      ref,
      { spec: {} },
      {
        type: 'apply',
        fieldManager: 'tester',
        force: true,
      },
    );
    const deleted = await client.delete(things, ref, {
      preconditions: { uid: 'u' },
      propagationPolicy: 'Foreground',
    });

    const path = '/apis/test.example/v1/namespaces/one/things';
    expect(requests).toEqual([
      { request: `GET ${path}/a` },
      {
        request: `POST ${path}?fieldManager=tester&dryRun=All`,
        type: 'application/json',
        body: thing('a', 1),
      },
      {
        request: `PUT ${path}/a/status`,
        type: 'application/json',
        body: thing('a', 1),
      },
      {
        request: `PATCH ${path}/a`,
        type: 'application/json-patch+json',
        body: [{ op: 'remove', path: '/spec' }],
      },
      {
        request: `PATCH ${path}/a?fieldManager=tester&force=true`,
        type: 'application/apply-patch+yaml',
        body: { spec: {} },
      },
      {
        request: `DELETE ${path}/a`,
        type: 'application/json',
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid: 'u' },
          propagationPolicy: 'Foreground',
        },
      },
    ]);
    expect(deleted).toEqual({ gone: false, object: thing('a', 1) });
    expect(observed.map(({ verb, resource }) => `${verb} ${resource}`)).toEqual(
      [
        'get things',
        'create things',
        'update things/status',
        'patch things',
        'patch things',
        'delete things',
      ],
    );
  });

  it('gives objects without a spec the one that their resource names', async () => {
    const without = { metadata: { namespace: 'one', name: 'a' } };
    const withOne = { ...without, spec: { color: 'red' } };
    const empty = { ...without, spec: { color: '' } };
    const resource: ResourceDefinition = {
      ...things,
      emptySpec: { color: '' },
    };
    await talkTo(call => {
      const { method, url } = call.request;
      if (call.watch) {
        call.events(['ADDED', without], ['MODIFIED', withOne]);
      } else if (method === 'GET' && !url?.endsWith('/a')) {
        call.json(200, { metadata: {}, items: [without, withOne] });
      } else {
        call.json(200, without);
      }
    });
    const { items } = await client.list(resource);
    expect(items).toMatchObject([empty, withOne]);
    // Nobody changes what others read.
    Object.assign((items[0] as typeof empty).spec, { color: 'blue' });
    expect(await client.get(resource, without.metadata)).toEqual(empty);
    expect(await client.create(resource, without)).toEqual(empty);
    expect(await client.replace(resource, without)).toEqual(empty);
    expect(
      await client.patch(resource, without.metadata, {}, { type: 'merge' }),
    ).toEqual(empty);
    expect(await client.get(things, without.metadata)).toEqual(without);
    for (const [metadataOnly, expected] of [
      [false, [empty, withOne]],
      [true, [without, withOne]],
    ] as const) {
      const seen: object[] = [];
      for await (const { object } of client.watch(resource, { metadataOnly })) {
        seen.push(object);
        if (seen.length === expected.length) {
          break;
        }
      }
      expect(seen).toEqual(expected);
    }
  });

  it('lists built-in kinds page by page and names their kind', async () => {
    await talkTo(call =>
      call.json(200, {
        kind: 'PodList',
        metadata: { resourceVersion: '7', continue: 'more' },
        items: [{ metadata: { name: 'p' } }],
      }),
    );
    const page = await client.list(pods, {
      labelSelector: 'app=x',
      fieldSelector: 'spec.nodeName=n',
      limit: 1,
    });
    expect(page).toEqual({
      resourceVersion: '7',
      continue: 'more',
      items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }],
    });
    expect(api.calls).toEqual(['GET /api/v1/pods']);
  });

  it.each([
    [404, 'NotFound', isNotFound],
    [409, 'Conflict', isConflict],
    [409, 'AlreadyExists', isAlreadyExists],
    [422, 'Invalid', isInvalid],
    [503, 'ServiceUnavailable', isUnreachable],
  ])('tells a %d %s apart', async (status, reason, check) => {
    await talkTo(call =>
      call.json(status, {
        kind: 'Status',
        code: status,
        reason,
        message: 'in words',
        details: { causes: [{ field: 'spec.color', message: 'is no color' }] },
      }),
    );
    const error = await client
      .get(things, { namespace: 'one', name: 'a' })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: 'KubernetesError',
      message: 'in words',
      status,
      reason,
      details: { causes: [{ field: 'spec.color' }] },
    });
    const checks = [
      isNotFound,
      isConflict,
      isAlreadyExists,
      isInvalid,
      isUnreachable,
    ];
    expect(checks.filter(is => is(error))).toEqual([check]);
  });

  it('takes a renewed token within a second, and at once when the API refuses the one before', async () => {
    const tokens: (string | undefined)[] = [];
    const ref = { namespace: 'one', name: 'a' };
    const take = (status: number) => (call: ScriptedCall) => {
      tokens.push(call.request.headers.authorization);
      call.json(status, thing('a', 1));
    };
    await talkTo(take(200), take(401), take(200), take(200), take(200));
    const { kubeConfig } = api;
    await client.close();
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    const renew = (token: string) => {
      kubeConfig.users = [{ ...kubeConfig.users[0], token }];
    };
    await client.get(things, ref);
    renew('second');
    await expect(client.get(things, ref)).rejects.toMatchObject({
      status: 401,
    });
    await client.get(things, ref);
    renew('third');
    await client.get(things, ref);
    const later = performance.now() + 1_000;
    jest.spyOn(performance, 'now').mockReturnValue(later);
    await client.get(things, ref);
    jest.restoreAllMocks();
    expect(tokens).toEqual([
      'Bearer secret-token',
      'Bearer secret-token',
      'Bearer second',
      'Bearer second',
      'Bearer third',
    ]);
  });

  it('takes a token with a line break at its end, as files have one', async () => {
    const tokens: (string | undefined)[] = [];
    await talkTo(call => {
      tokens.push(call.request.headers.authorization);
      call.json(200, thing('a', 1));
    });
    const { kubeConfig } = api;
    kubeConfig.users = [{ ...kubeConfig.users[0], token: 'from-a-file\n' }];
    await client.close();
    client = KubernetesClient.fromKubeConfig(kubeConfig);
    await client.get(things, { namespace: 'one', name: 'a' });
    expect(tokens).toEqual(['Bearer from-a-file']);
  });

  it('says which server it cannot reach, never with what credentials', async () => {
    await talkTo(call => call.response.destroy());
    const { url } = api;
    const ref = { namespace: 'one', name: 'a' };
    const dropped = await client.get(things, ref).catch(error => error);
    await api.stop();
    const refused = await client.get(things, ref).catch(error => error);
    requestTimeoutMs = 500;
    await talkTo(() => undefined);
    const silent = await client.get(things, ref).catch(error => error);
    for (const error of [dropped, refused, silent]) {
      expect(isUnreachable(error)).toBe(true);
      expect(error.message).toContain(
        'Cannot reach the Kubernetes API at http',
      );
      expect(JSON.stringify([error, error.stack])).not.toContain(
        'secret-token',
      );
    }
    expect(refused.message).toContain(url);
    expect(observed.map(({ status }) => status)).toEqual([0, 0, 0]);
  });

  it('waits as a busy server asks and tries again', async () => {
    await talkTo(
      call => {
        call.response.setHeader('retry-after', '1');
        call.status(429, 'TooManyRequests');
      },
      call => call.json(200, thing('a', 1)),
    );
    const started = Date.now();
    await client.get(things, { namespace: 'one', name: 'a' }).catch(() => 0);
    expect(Date.now() - started).toBeGreaterThanOrEqual(900);
    expect(api.calls).toHaveLength(2);
  });

  it('refuses names that would address something else', async () => {
    await talkTo(call => call.json(200, {}));
    for (const name of ['', '.', '..', '../x', 'a/b', '%2e%2e']) {
      await expect(
        client.delete(things, { namespace: 'one', name }),
      ).rejects.toThrow('metadata.name must be a Kubernetes name');
      await expect(
        client.get(things, { namespace: name, name: 'a' }),
      ).rejects.toThrow('metadata.namespace must be a Kubernetes name');
    }
    await expect(client.get(things, { name: 'a' })).rejects.toThrow(
      'metadata.namespace',
    );
    await client.get(things, { namespace: 'one', name: 'a?b#c' });
    expect(api.calls).toEqual([
      'GET /apis/test.example/v1/namespaces/one/things/a%3Fb%23c',
    ]);
  });

  it('does not start with a kubeconfig that cannot work', () => {
    expect(() => KubernetesClient.fromKubeConfig(new KubeConfig())).toThrow(
      'no cluster',
    );
    expect(() =>
      KubernetesClient.fromKubeConfig(kubeConfigFor('cluster.example')),
    ).toThrow('must be an http(s) address, got "cluster.example"');
    const plain = new KubeConfig();
    plain.loadFromClusterAndUser(
      { name: 'c', server: 'http://c.example', skipTLSVerify: false },
      { name: 'u' },
    );
    expect(() => KubernetesClient.fromKubeConfig(plain)).toThrow(
      'sends credentials in the clear',
    );
  });
});

import {
  anySpec,
  configMap,
  configMaps,
  customKind,
  define,
} from '../fixtures';
import { Suite } from '../runApiServerTests';

export const requests: Suite = {
  'health is answered': async api => {
    for (const path of ['/healthz', '/livez', '/readyz']) {
      const { status, text } = await api.get(path);
      expect([status, text]).toEqual([200, 'ok']);
    }
  },

  'the version is told': async api => {
    const { body } = await api.get('/version');
    expect(body).toMatchObject({
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3',
    });
  },

  'discovery lists versions and groups': async api => {
    const core = await api.get('/api');
    expect(core.body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const groups = await api.get('/apis');
    expect(groups.body.kind).toBe('APIGroupList');
    const names = (groups.body.groups as Array<{ name: string }>).map(
      ({ name }) => name,
    );
    expect(names).toEqual(
      expect.arrayContaining(['apiextensions.k8s.io', 'coordination.k8s.io']),
    );
    const group = await api.get('/apis/coordination.k8s.io');
    expect(group.body).toEqual(
      expect.objectContaining({
        kind: 'APIGroup',
        apiVersion: 'v1',
        name: 'coordination.k8s.io',
        preferredVersion: {
          groupVersion: 'coordination.k8s.io/v1',
          version: 'v1',
        },
      }),
    );
  },

  'discovery describes resources and subresources': async api => {
    const { body } = await api.get('/api/v1');
    const resources = body.resources as Array<{ name: string }>;
    const find = (name: string) =>
      resources.find(resource => resource.name === name);
    expect([body.kind, body.groupVersion]).toEqual(['APIResourceList', 'v1']);
    expect(find('configmaps')).toMatchObject({
      singularName: 'configmap',
      namespaced: true,
      kind: 'ConfigMap',
      shortNames: ['cm'],
      verbs: [
        'create',
        'delete',
        'deletecollection',
        'get',
        'list',
        'patch',
        'update',
        'watch',
      ],
    });
    expect(find('namespaces')).toMatchObject({
      namespaced: false,
      shortNames: ['ns'],
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    });
    expect(find('namespaces/status')).toMatchObject({
      kind: 'Namespace',
      verbs: ['get', 'patch', 'update'],
    });
    expect(find('namespaces/finalize')).toMatchObject({ verbs: ['update'] });
  },

  'discovery shows a defined kind': async api => {
    const kind = customKind(anySpec, { subresources: { status: {} } });
    await define(api, kind);
    const { body } = await api.until(
      `/apis/${kind.apiVersion}`,
      ({ status }) => status === 200,
    );
    expect(body.resources).toEqual([
      expect.objectContaining({
        name: 'widgets',
        singularName: 'widget',
        namespaced: true,
        kind: 'Widget',
        verbs: expect.arrayContaining([
          'create',
          'delete',
          'deletecollection',
          'get',
          'list',
          'patch',
          'update',
          'watch',
        ]),
      }),
      expect.objectContaining({ name: 'widgets/status', kind: 'Widget' }),
    ]);
  },

  'discovery can be had in one piece': async api => {
    const { body, headers } = await api.get('/apis', {
      headers: {
        accept:
          'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      },
    });
    expect(headers['content-type']).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    expect([body.kind, body.apiVersion]).toEqual([
      'APIGroupDiscoveryList',
      'apidiscovery.k8s.io/v2',
    ]);
    const lease = body.items?.find(
      item => item.metadata.name === 'coordination.k8s.io',
    );
    expect(lease?.versions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          version: 'v1',
          freshness: 'Current',
          resources: expect.arrayContaining([
            expect.objectContaining({
              resource: 'leases',
              scope: 'Namespaced',
              singularResource: 'lease',
              responseKind: expect.objectContaining({ kind: 'Lease' }),
            }),
          ]),
        }),
      ]),
    );
  },

  'OpenAPI v3 has a document for each version': async api => {
    const { text } = await api.get('/openapi/v3');
    const paths = JSON.parse(text).paths as {
      [path: string]: { serverRelativeURL: string };
    };
    expect(paths['api/v1'].serverRelativeURL).toMatch(
      /^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]+$/,
    );
    const document = await api.get(paths['api/v1'].serverRelativeURL);
    const schemas = (
      document.body.components as { schemas: { [name: string]: object } }
    ).schemas;
    expect(schemas['io.k8s.api.core.v1.Secret']).toMatchObject({
      'x-kubernetes-group-version-kind': [
        { group: '', kind: 'Secret', version: 'v1' },
      ],
    });
  },

  'OpenAPI v3 has the schema of a defined kind': async api => {
    const kind = customKind({
      type: 'object',
      description: 'what is wanted',
      properties: { a: { type: 'string' } },
    });
    await define(api, kind);
    const { body } = await api.until(
      `/openapi/v3/apis/${kind.apiVersion}`,
      answer => answer.status === 200 && answer.text.includes('what is wanted'),
    );
    const schemas = Object.values(
      (body.components as { schemas: { [name: string]: object } }).schemas,
    );
    expect(schemas).toContainEqual(
      expect.objectContaining({
        properties: expect.objectContaining({
          spec: expect.objectContaining({ description: 'what is wanted' }),
        }),
        'x-kubernetes-group-version-kind': [
          { group: kind.group, kind: 'Widget', version: 'v1' },
        ],
      }),
    );
  },

  'malformed JSON is a bad request': async api => {
    const namespace = await api.namespace();
    for (const raw of ['{"metadata":', '[]', '"text"', 'nonsense']) {
      const { status, body } = await api.send(
        'POST',
        configMaps(namespace),
        undefined,
        { raw },
      );
      expect([raw, status, body.reason]).toEqual([raw, 400, 'BadRequest']);
      expect(body.message).toContain(
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error:",
      );
    }
  },

  'malformed YAML is a bad request': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.send(
      'POST',
      configMaps(namespace),
      undefined,
      {
        raw: 'a: b: c',
        headers: { 'content-type': 'application/yaml' },
      },
    );
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
  },

  'an unknown content type is 415': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.send(
      'POST',
      configMaps(namespace),
      undefined,
      {
        raw: '<a/>',
        headers: { 'content-type': 'text/xml' },
      },
    );
    expect([status, body.reason, body.message]).toEqual([
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ]);
  },

  'a body of more than three mebibytes is 413': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(
      configMaps(namespace),
      configMap('a', { x: 'x'.repeat(3 * 1024 * 1024) }),
    );
    expect([status, body.reason, body.message]).toEqual([
      413,
      'RequestEntityTooLarge',
      'Request entity too large: limit is 3145728',
    ]);
  },

  'a method that a path does not have is 405': async api => {
    const namespace = await api.namespace();
    const { status, body } = await api.post(`${configMaps(namespace)}/a`, {});
    expect([status, body.reason, body.details]).toEqual([
      405,
      'MethodNotAllowed',
      {},
    ]);
  },

  'a namespaced object cannot be had without its namespace': async api => {
    const { status, body } = await api.get('/api/v1/configmaps/a');
    expect([status, body.message]).toEqual([
      404,
      'the server could not find the requested resource',
    ]);
  },

  'escaped characters in a path are read': async api => {
    const { status } = await api.get('/api/v1/namespaces/%64efault');
    expect(status).toBe(200);
  },
};

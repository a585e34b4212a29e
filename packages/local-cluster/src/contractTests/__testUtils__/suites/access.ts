import { ApiClient } from '../ApiClient';
import { configMaps } from '../fixtures';
import { Suite } from '../runApiServerTests';

const authorization = '/apis/authorization.k8s.io/v1';
const authentication = '/apis/authentication.k8s.io/v1';

const as = (
  user: string,
  groups: string[] = [],
  more: { [name: string]: string | string[] } = {},
) => ({
  headers: {
    'impersonate-user': user,
    ...(groups.length && { 'impersonate-group': groups }),
    ...more,
  },
});

interface Rules {
  resourceRules: object[];
  nonResourceRules: Array<{ nonResourceURLs: string[] }>;
  incomplete: boolean;
}

const rulesOf = async (api: ApiClient, user?: string): Promise<Rules> => {
  const { body } = await api.post(
    `${authorization}/selfsubjectrulesreviews`,
    { spec: { namespace: 'default' } },
    user ? as(user) : undefined,
  );
  return body.status as Rules;
};

const reads = { verb: 'get', resource: 'secrets', namespace: 'default' };
const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

export const access: Suite = {
  'whoever asks learns who they are': async api => {
    const { status, body } = await api.post(
      `${authentication}/selfsubjectreviews`,
      {},
    );
    expect([status, body.kind]).toEqual([201, 'SelfSubjectReview']);
    expect(body.metadata?.creationTimestamp).toMatch(/Z$/);
    expect(body.status).toEqual({
      userInfo: {
        username: 'admin',
        uid: 'admin',
        groups: ['system:masters', 'system:authenticated'],
      },
    });
  },

  'a token review tells whose a token is': async api => {
    const path = `${authentication}/tokenreviews`;
    const good = await api.post(path, { spec: { token: api.endpoint.token } });
    expect([good.status, good.body.status]).toEqual([
      201,
      expect.objectContaining({
        authenticated: true,
        user: expect.objectContaining({ username: 'admin' }),
      }),
    ]);
    const bad = await api.post(path, { spec: { token: 'wrong' } });
    expect([bad.status, bad.body.status]).toEqual([
      201,
      { user: {}, error: 'invalid bearer token' },
    ]);
    const none = await api.post(path, { spec: {} });
    expect([none.status, none.body.message]).toEqual([
      400,
      'token is required for TokenReview in authentication',
    ]);
  },

  'the administrator may do anything': async api => {
    for (const spec of [
      { resourceAttributes: reads },
      { resourceAttributes: { verb: '*', group: '*', resource: '*' } },
      { resourceAttributes: { verb: 'juggle', resource: 'balls' } },
      { nonResourceAttributes: { verb: 'get', path: '/anything' } },
    ]) {
      const { status, body } = await api.post(
        `${authorization}/selfsubjectaccessreviews`,
        { spec },
      );
      expect([status, body.kind, body.spec, body.status]).toEqual([
        201,
        'SelfSubjectAccessReview',
        spec,
        { allowed: true },
      ]);
    }
  },

  'the rules of the administrator allow everything': async api => {
    const { resourceRules, nonResourceRules, incomplete } = await rulesOf(api);
    expect(resourceRules).toContainEqual(everything);
    expect(nonResourceRules).toContainEqual({
      verbs: ['*'],
      nonResourceURLs: ['*'],
    });
    expect(incomplete).toBe(false);
  },

  'the rules of everybody else allow discovery and reviews of oneself':
    async api => {
      const { resourceRules, nonResourceRules } = await rulesOf(api, 'jane');
      expect(resourceRules).toHaveLength(2);
      expect(resourceRules).toEqual(
        expect.arrayContaining([
          {
            verbs: ['create'],
            apiGroups: ['authorization.k8s.io'],
            resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
          },
          {
            verbs: ['create'],
            apiGroups: ['authentication.k8s.io'],
            resources: ['selfsubjectreviews'],
          },
        ]),
      );
      expect(
        nonResourceRules.map(rule => rule.nonResourceURLs.length).sort(),
      ).toEqual([11, 5]);
    },

  'the rules are those in a namespace': async api => {
    const { status, body } = await api.post(
      `${authorization}/selfsubjectrulesreviews`,
      { spec: {} },
    );
    expect([status, body.message]).toEqual([400, 'no namespace on request']);
  },

  'what somebody may do depends on their groups': async api => {
    const allowed = async (spec: object) => {
      const { body } = await api.post(`${authorization}/subjectaccessreviews`, {
        spec,
      });
      return (body.status as { allowed: boolean }).allowed;
    };
    const version = { verb: 'get', path: '/version' };
    expect([
      await allowed({ user: 'jane', resourceAttributes: reads }),
      await allowed({ user: 'admin', resourceAttributes: reads }),
      await allowed({
        user: 'jane',
        groups: ['system:masters'],
        resourceAttributes: reads,
      }),
      await allowed({ groups: ['system:masters'], resourceAttributes: reads }),
      await allowed({ user: 'jane', nonResourceAttributes: version }),
      await allowed({
        groups: ['system:authenticated'],
        nonResourceAttributes: version,
      }),
      await allowed({
        groups: ['system:unauthenticated'],
        nonResourceAttributes: version,
      }),
      await allowed({
        groups: ['system:unauthenticated'],
        nonResourceAttributes: { verb: 'get', path: '/api' },
      }),
      await allowed({
        groups: ['system:authenticated'],
        nonResourceAttributes: { verb: 'post', path: '/api/x' },
      }),
      await allowed({
        groups: ['system:authenticated'],
        resourceAttributes: {
          verb: 'create',
          group: 'authorization.k8s.io',
          resource: 'selfsubjectrulesreviews',
        },
      }),
    ]).toEqual([
      false,
      false,
      true,
      true,
      false,
      true,
      true,
      false,
      false,
      true,
    ]);
  },

  'a local access review is about its own namespace': async api => {
    const path = `${authorization}/namespaces/default/localsubjectaccessreviews`;
    const good = await api.post(path, {
      spec: { user: 'jane', resourceAttributes: reads },
    });
    expect([
      good.status,
      good.body.metadata?.namespace,
      good.body.status,
    ]).toEqual([201, 'default', { allowed: false }]);
    const other = await api.post(path, {
      spec: {
        user: 'jane',
        resourceAttributes: { ...reads, namespace: 'other' },
      },
    });
    expect([other.status, other.body.details?.causes]).toEqual([
      422,
      [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "other": must match metadata.namespace',
          field: 'spec.resourceAttributes.namespace',
        },
      ],
    ]);
  },

  'a review is of the namespace of its path': async api => {
    const { status, body } = await api.post(
      `${authorization}/namespaces/default/localsubjectaccessreviews`,
      {
        metadata: { namespace: 'other' },
        spec: { user: 'jane', resourceAttributes: reads },
      },
    );
    expect([status, body.message]).toEqual([
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ]);
  },

  'a review is no Table': async api => {
    const { status, body } = await api.post(
      `${authorization}/selfsubjectaccessreviews`,
      { spec: { resourceAttributes: reads } },
      {
        headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' },
      },
    );
    expect([status, body.reason]).toEqual([406, 'NotAcceptable']);
  },

  'a review has to say what it is about': async api => {
    const causes = async (resource: string, body: object) => {
      const answer = await api.post(`${authorization}/${resource}`, body);
      expect([answer.status, answer.body.reason]).toEqual([422, 'Invalid']);
      return answer.body.details?.causes?.map(
        ({ field, message }) => `${field}: ${message}`,
      );
    };
    expect(await causes('selfsubjectaccessreviews', { spec: {} })).toEqual([
      'spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    ]);
    expect(
      await causes('selfsubjectaccessreviews', {
        spec: { resourceAttributes: reads, nonResourceAttributes: {} },
      }),
    ).toEqual([
      expect.stringMatching(
        /^spec\.nonResourceAttributes: .*cannot be specified in combination with resourceAttributes$/,
      ),
    ]);
    expect(
      await causes('subjectaccessreviews', {
        spec: { resourceAttributes: reads },
      }),
    ).toEqual([
      'spec.user: Invalid value: "": at least one of user or group must be specified',
    ]);
    expect(
      await causes('selfsubjectaccessreviews', {
        metadata: { name: 'x' },
        spec: { resourceAttributes: reads },
      }),
    ).toEqual([expect.stringMatching(/^metadata: .*must be empty$/)]);
  },

  'unknown fields of a review are refused when that is wanted': async api => {
    const { status, body } = await api.post(
      `${authorization}/selfsubjectaccessreviews?fieldValidation=Strict`,
      { spec: { resourceAttributes: { ...reads, color: 'red' } } },
    );
    expect([status, body.message]).toEqual([
      400,
      'SelfSubjectAccessReview in version "v1" cannot be handled as a SelfSubjectAccessReview: strict decoding error: unknown field "spec.resourceAttributes.color"',
    ]);
  },

  'reviews can be made and nothing else': async api => {
    const path = `${authorization}/selfsubjectaccessreviews`;
    for (const [method, target, code] of [
      ['GET', path, 405],
      ['DELETE', path, 405],
      ['PUT', path, 405],
      ['GET', `${path}/x`, 404],
      ['DELETE', `${path}/x`, 404],
      ['GET', `${path}?watch=true`, 405],
      ['POST', `${authorization}/localsubjectaccessreviews`, 404],
    ] as const) {
      const { status } = await api.raw(method, target);
      expect([method, target, status]).toEqual([method, target, code]);
    }
    const { body } = await api.get(authorization);
    expect(
      (body.resources as Array<{ name: string; verbs: string[] }>).map(
        ({ name, verbs }) => [name, verbs],
      ),
    ).toEqual(
      [
        'localsubjectaccessreviews',
        'selfsubjectaccessreviews',
        'selfsubjectrulesreviews',
        'subjectaccessreviews',
      ].map(name => [name, ['create']]),
    );
  },

  'the administrator can be taken for somebody else': async api => {
    const who = async (options: ReturnType<typeof as>) => {
      const { body } = await api.raw(
        'POST',
        `${authentication}/selfsubjectreviews`,
        { ...options, body: {} },
      );
      return (body.status as { userInfo: object }).userInfo;
    };
    expect([
      await who(as('jane')),
      await who(
        as('jane', ['one', 'two'], {
          'impersonate-uid': 'u1',
          'impersonate-extra-scopes': ['a', 'b'],
          'impersonate-extra-example.com%2fteam': 'c',
        }),
      ),
      await who(as('system:serviceaccount:tools:robot')),
      await who(as('system:serviceaccount:tools:robot', ['one'])),
      await who(as('jane', ['system:authenticated', 'one'])),
    ]).toEqual([
      { username: 'jane', groups: ['system:authenticated'] },
      {
        username: 'jane',
        uid: 'u1',
        groups: ['one', 'two', 'system:authenticated'],
        extra: { scopes: ['a', 'b'], 'example.com/team': ['c'] },
      },
      {
        username: 'system:serviceaccount:tools:robot',
        groups: [
          'system:serviceaccounts',
          'system:serviceaccounts:tools',
          'system:authenticated',
        ],
      },
      {
        username: 'system:serviceaccount:tools:robot',
        groups: ['one', 'system:authenticated'],
      },
      { username: 'jane', groups: ['system:authenticated', 'one'] },
    ]);
  },

  'somebody else has no right to resources': async api => {
    const where = 'in the namespace "default"';
    for (const [method, path, message] of [
      [
        'GET',
        '/api/v1/namespaces',
        'namespaces is forbidden: User "jane" cannot list resource "namespaces" in API group "" at the cluster scope',
      ],
      [
        'GET',
        '/api/v1/namespaces?watch=true',
        'namespaces is forbidden: User "jane" cannot watch resource "namespaces" in API group "" at the cluster scope',
      ],
      [
        'GET',
        '/api/v1/namespaces/default',
        `namespaces "default" is forbidden: User "jane" cannot get resource "namespaces" in API group "" ${where}`,
      ],
      [
        'PUT',
        '/api/v1/namespaces/default/finalize',
        `namespaces "default" is forbidden: User "jane" cannot update resource "namespaces/finalize" in API group "" ${where}`,
      ],
      [
        'POST',
        configMaps('default'),
        `configmaps is forbidden: User "jane" cannot create resource "configmaps" in API group "" ${where}`,
      ],
      [
        'PATCH',
        `${configMaps('default')}/a`,
        `configmaps "a" is forbidden: User "jane" cannot patch resource "configmaps" in API group "" ${where}`,
      ],
      [
        'DELETE',
        configMaps('default'),
        `configmaps is forbidden: User "jane" cannot deletecollection resource "configmaps" in API group "" ${where}`,
      ],
      [
        'DELETE',
        '/apis/coordination.k8s.io/v1/namespaces/default/leases/a',
        `leases.coordination.k8s.io "a" is forbidden: User "jane" cannot delete resource "leases" in API group "coordination.k8s.io" ${where}`,
      ],
      [
        'GET',
        `${configMaps('default')}?fieldSelector=metadata.name%3Da`,
        `configmaps "a" is forbidden: User "jane" cannot list resource "configmaps" in API group "" ${where}`,
      ],
      [
        'GET',
        '/apis/nope.example.com/v1/things/x',
        'things.nope.example.com "x" is forbidden: User "jane" cannot get resource "things" in API group "nope.example.com" at the cluster scope',
      ],
      ['GET', '/', 'forbidden: User "jane" cannot get path "/"'],
      ['GET', '/foo', 'forbidden: User "jane" cannot get path "/foo"'],
      [
        'POST',
        '/version',
        'forbidden: User "jane" cannot post path "/version"',
      ],
    ]) {
      const { status, body } = await api.send(
        method,
        path,
        ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined,
        as('jane'),
      );
      expect([status, body.reason, body.message]).toEqual([
        403,
        'Forbidden',
        message,
      ]);
    }
  },

  'somebody else may discover the API': async api => {
    for (const path of [
      '/version',
      '/api',
      '/apis',
      '/api/v1',
      '/apis/coordination.k8s.io/v1',
      '/openapi/v3',
      '/openapi/v2',
    ]) {
      const { status } = await api.get(path, as('jane'));
      expect([path, status]).toEqual([path, 200]);
      const anonymous = await api.get(path, as('system:anonymous'));
      expect([path, anonymous.status]).toEqual([
        path,
        path === '/version' ? 200 : 403,
      ]);
    }
  },

  'somebody else of the group of masters may do anything': async api => {
    const { status } = await api.get(
      '/api/v1/namespaces',
      as('jane', ['system:masters']),
    );
    expect(status).toBe(200);
  },

  'groups, uid and extra fields need a user': async api => {
    for (const header of [
      'impersonate-group',
      'impersonate-uid',
      'impersonate-extra-a',
    ]) {
      const { status, body } = await api.get('/api/v1/namespaces', {
        headers: { [header]: 'system:masters' },
      });
      expect([header, status, body.reason]).toEqual([
        header,
        400,
        'BadRequest',
      ]);
      expect(body.message).toContain('without impersonating a user name');
    }
  },
};

import { Suite } from '../runApiServerTests';

const pageNotFound = '404 page not found\n';
const nothingThere = 'the server could not find the requested resource';
const notAllowed =
  'the server does not allow this method on the requested resource';

export const paths: Suite = {
  'a path outside the API is a page that is not found': async api => {
    for (const target of [
      '//',
      '/..',
      '/../',
      '/.',
      '/./api',
      '//api/v1',
      '//version',
      '/\\..',
      '/api;x',
      '/foo',
      '/foo/../version',
      '/apis/nope.example.com',
      '/apis/nope.example.com/v1/things',
      '/openapi',
      '/healthz/nope',
    ]) {
      const { status, text, headers } = await api.raw('GET', target);
      expect([target, status, text]).toEqual([target, 404, pageNotFound]);
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    }
  },

  'a path in the API that names nothing is 404 with a Status': async api => {
    for (const target of [
      '/api//v1',
      '/api/v2',
      '/api/v2/namespaces',
      '/api/v1//namespaces',
      '/api/v1/../v1',
      '/api/v1/nope',
      '/api/v1/namespaces/default/nope',
      '/api/v1/namespaces/default//configmaps',
      '/api/v1/namespaces/default/../kube-system',
      '/api/v1/namespaces/default/configmaps/a/nope',
      '/api/v1/namespaces/default/configmaps/a/b/c/d',
      '/api/v1/namespaces/a%2fb',
      '/apis/coordination.k8s.io/v9',
      '/apis/coordination.k8s.io/v9/leases',
      '/apis/coordination.k8s.io/v1/nope',
    ]) {
      const { status, body } = await api.raw('GET', target);
      expect([target, status, body.reason, body.message, body.details]).toEqual(
        [target, 404, 'NotFound', nothingThere, {}],
      );
    }
  },

  'slashes at the end of a path are ignored': async api => {
    for (const target of [
      '/api/',
      '/api/v1/',
      '/apis/',
      '/apis/coordination.k8s.io/',
      '/apis/coordination.k8s.io/v1//',
      '/version/',
      '/api/v1/namespaces//',
      '/api/v1/namespaces/default/',
      '/api/v1/namespaces/default/configmaps/',
    ]) {
      const { status } = await api.raw('GET', target);
      expect([target, status]).toEqual([target, 200]);
    }
  },

  'an escaped slash divides a path as a plain one': async api => {
    const { status, body } = await api.raw('GET', '/api%2fv1');
    expect([status, body.kind]).toEqual([200, 'APIResourceList']);
  },

  'a name that cannot be part of a path is a bad request': async api => {
    for (const [escaped, name, why] of [
      ['%2e', '.', "may not be '.'"],
      ['%2e%2e', '..', "may not be '..'"],
      ['a%25b', 'a%b', "may not contain '%'"],
    ]) {
      for (const [method, path] of [
        ['GET', '/api/v1/namespaces/'],
        ['GET', '/api/v1/namespaces/default/configmaps/'],
        ['DELETE', '/api/v1/namespaces/default/configmaps/'],
      ]) {
        const { status, body } = await api.raw(method, path + escaped);
        expect([status, body.reason, body.message]).toEqual([
          400,
          'BadRequest',
          `Name parameter invalid: "${name}": ${why}`,
        ]);
      }
    }
  },

  'an object of any other odd name is not found': async api => {
    for (const escaped of [
      '%20',
      '%0a',
      'a%00b',
      '%ff',
      'default%23x',
      '%E2%82%AC',
    ]) {
      const { status, body } = await api.raw(
        'GET',
        `/api/v1/namespaces/${escaped}`,
      );
      expect([escaped, status, body.reason]).toEqual([
        escaped,
        404,
        'NotFound',
      ]);
    }
  },

  'a target with a bad escape is a bad request': async api => {
    for (const target of ['/%', '/%zz', '/api/v1/namespaces/%zz', '/api/%f']) {
      const { status, text } = await api.raw('GET', target);
      expect([target, status, text]).toEqual([target, 400, '400 Bad Request']);
    }
  },

  'a bad escape in the query is ignored': async api => {
    const { status } = await api.raw('GET', '/api/v1/namespaces?limit=%zz');
    expect(status).toBe(200);
  },

  'a target in absolute form names its path': async api => {
    const { body } = await api.raw(
      'GET',
      'http://other.example.com/api/v1/namespaces/default?limit=1',
    );
    expect(body.metadata?.name).toBe('default');
  },

  'without a valid token nothing is told, whatever the path': async api => {
    for (const token of ['', 'wrong']) {
      for (const target of [
        '//',
        '/..',
        '/',
        '*',
        '/foo',
        '/api',
        '/api//v1',
        '/apis/nope.example.com/v1',
        '/version',
        '/openapi/v2',
        '/openapi/v3',
        '/api/v1/namespaces/%2e%2e',
        '/api/v1/namespaces/a%00b',
        '/api/v1/namespaces/default/configmaps/a/b/c/d',
      ]) {
        const { status, body } = await api.raw('GET', target, { token });
        expect([token, target, status, body.message]).toEqual([
          token,
          target,
          401,
          'Unauthorized',
        ]);
      }
    }
  },

  'a method that a path does not have is refused with a Status': async api => {
    const refused: { [method: string]: string[] } = {
      TRACE: [
        '/api/v1/namespaces',
        '/api/v1/namespaces/default',
        '/api/v1/namespaces/default/status',
      ],
      OPTIONS: ['/api', '/api/v1/namespaces'],
      HEAD: ['/version', '/api', '/api/v1/namespaces/default'],
      PUT: [
        '/api',
        '/api/v1',
        '/apis/coordination.k8s.io/v1',
        '/version',
        '/api/v1/namespaces',
        '/api/v1/configmaps',
        '/api/v1/namespaces/default/configmaps',
      ],
      PATCH: [
        '/api/v1/namespaces',
        '/api/v1/namespaces/default/finalize',
        '/api/v1/namespaces/default/configmaps',
      ],
      POST: [
        '/version',
        '/apis/coordination.k8s.io/v1',
        '/api/v1/configmaps',
        '/api/v1/namespaces/default/status',
        '/api/v1/namespaces/default/finalize',
        '/api/v1/namespaces/default/configmaps/a',
      ],
      DELETE: [
        '/version',
        '/api/v1/namespaces',
        '/api/v1/configmaps',
        '/api/v1/namespaces/default/status',
        '/api/v1/namespaces/default/finalize',
      ],
      GET: [
        '/api/v1/namespaces/default/finalize',
        '/api/v1/namespaces/missing/finalize',
      ],
    };
    for (const [method, targets] of Object.entries(refused)) {
      for (const target of targets) {
        const { status, headers, body } = await api.raw(method, target);
        expect([method, target, status, headers['content-type']]).toEqual([
          method,
          target,
          405,
          'application/json',
        ]);
        expect([body.reason, body.message, body.details]).toEqual(
          method === 'HEAD'
            ? [undefined, undefined, undefined]
            : ['MethodNotAllowed', notAllowed, {}],
        );
      }
    }
  },

  'a method on a path that does not exist is 404': async api => {
    for (const [method, target] of [
      ['PUT', '/foo'],
      ['TRACE', '/foo'],
      ['DELETE', '/apis/nope.example.com/v1'],
      ['POST', '/apis/nope.example.com/v1/things'],
    ]) {
      const { status, text } = await api.raw(method, target);
      expect([method, status, text]).toEqual([method, 404, pageNotFound]);
    }
    const { status, body } = await api.raw('PUT', '/api/v1/nope');
    expect([status, body.message]).toEqual([404, nothingThere]);
  },
};

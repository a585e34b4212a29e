import {
  exposureOfRoute,
  isExposedTo,
  readExposure,
  takesProducts,
} from './exposure';

const object = (
  exposedTo?: string,
  name = 'toystore',
  labels: Record<string, string> = {},
) => ({
  metadata: {
    name,
    labels,
    ...(exposedTo !== undefined && {
      annotations: { 'devportal.kuadrant.io/exposed-to': exposedTo },
    }),
  },
});

describe('the exposure of a route', () => {
  it.each([
    [undefined, []],
    ['', []],
    [' , ,', []],
    ['*', ['*']],
    [' * ', ['*']],
    ['group:default/a, *', ['*']],
    ['api-owners', ['group:default/api-owners']],
    ['group:api-owners', ['group:default/api-owners']],
    [
      ' User:Default/Jane ,group:default/a,group:default/a,',
      ['user:default/jane', 'group:default/a'],
    ],
  ])('%j exposes it to %j', (text, exposedTo) => {
    expect(readExposure(object(text))).toEqual({ exposedTo, problems: [] });
  });

  it('is nobody for what cannot be read, which it reports', () => {
    expect(readExposure(object('**, a b, group:default/*, jane'))).toEqual({
      exposedTo: ['group:default/jane'],
      problems: ['**', 'a b', 'group:default/*'].map(entry =>
        expect.stringContaining(`exposed-to: "${entry}" must be`),
      ),
    });
  });

  it('adds what the Namespace says for all its routes', () => {
    const of = (route?: string, namespace?: string) =>
      exposureOfRoute(object(route), object(namespace)).exposedTo;
    expect(of('jane', 'a')).toEqual(['group:default/jane', 'group:default/a']);
    expect(of('jane', '*')).toEqual(['*']);
    expect(of(undefined, 'a')).toEqual(['group:default/a']);
    expect(of('a', undefined)).toEqual(['group:default/a']);
    expect(exposureOfRoute(undefined, object('a')).exposedTo).toEqual([
      'group:default/a',
    ]);
    expect(exposureOfRoute(object('a'), undefined).exposedTo).toEqual([]);
  });

  it.each([
    ['kube-system', {}, false],
    ['kube-public', {}, false],
    [
      'kuadrant-jane-1',
      { 'devportal.kuadrant.io/consumer-namespace': 'true' },
      false,
    ],
    ['kubernetes-dashboard', {}, true],
    ['toystore', {}, true],
  ])('%s %j takes products: %s', (name, labels, expected) => {
    const namespace = object('*', name, labels as Record<string, string>);
    expect(takesProducts(namespace)).toBe(expected);
    expect(exposureOfRoute(object('*'), namespace).exposedTo).toEqual(
      expected ? ['*'] : [],
    );
  });

  it('reaches the user and the groups of theirs', () => {
    const jane = ['user:default/jane', 'group:default/a'];
    const isExposed = (text: string) =>
      isExposedTo(readExposure(object(text)), jane);
    expect(isExposed('user:default/jane')).toBe(true);
    expect(isExposed('A')).toBe(true);
    expect(isExposed('*')).toBe(true);
    expect(isExposed('jane')).toBe(false);
    expect(isExposed('')).toBe(false);
    expect(isExposedTo(readExposure(object('*')), [])).toBe(true);
  });
});

import { parse } from 'yaml';
import {
  authPolicyYaml,
  identityFields,
  identityFilterYaml,
  isolatingPredicate,
  isolatingRuleYaml,
} from './readyPolicies';

const product = { namespace: 'true', name: '123' };

it('writes an AuthPolicy that selects the keys of the product alone', () => {
  expect(parse(authPolicyYaml(product, product))).toEqual({
    apiVersion: 'kuadrant.io/v1',
    kind: 'AuthPolicy',
    metadata: { name: '123', namespace: 'true' },
    spec: {
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: '123',
      },
      rules: {
        authentication: {
          'api-keys': {
            apiKey: {
              selector: {
                matchLabels: {
                  'devportal.kuadrant.io/apiproduct': '123',
                  'devportal.kuadrant.io/apiproduct-namespace': 'true',
                },
              },
            },
            credentials: { authorizationHeader: { prefix: 'APIKEY' } },
          },
        },
        ...parse(identityFilterYaml()),
      },
    },
  });
});

it('writes a rule with the predicate, also for names that labels shorten', () => {
  const long = { namespace: 'toys', name: 'x'.repeat(100) };
  const rule = parse(isolatingRuleYaml(long));
  expect(rule.authorization['keys-of-this-product']).toEqual({
    patternMatching: { patterns: [{ predicate: isolatingPredicate(long) }] },
  });
  expect(isolatingPredicate(long)).toMatch(
    /^auth\.identity\.metadata\.labels\["devportal\.kuadrant\.io\/apiproduct"\] == "x{46}_[0-9a-f]{16}" && /,
  );
});

it('writes the filter that exports the key, the user and the plan of a call', () => {
  const { filters } = parse(identityFilterYaml()).response.success;
  expect(filters.identity.json.properties).toEqual(
    Object.fromEntries(
      Object.entries(identityFields()).map(([name, expression]) => [
        name,
        { expression },
      ]),
    ),
  );
  expect(identityFields()['key-id']).toBe(
    'auth.identity.metadata.annotations["devportal.kuadrant.io/key-id"]',
  );
});

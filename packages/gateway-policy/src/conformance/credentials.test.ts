import {
  authenticationOf,
  exportedIdentity,
  exportedKeyId,
  fitKeySecrets,
  keyIsolation,
  recommendedAuthorization,
  recommendedIdentityFilter,
  recommendedSelector,
} from '../credentials';
import { credentialCases } from './credentials.cases';
import { identityCases, keyIdCases } from './identity.cases';
import { isolationCases } from './isolation.cases';
import { selectorCases } from './selectors.cases';

test.each(credentialCases)('$name', ({ authentication, answer }) => {
  const found = authenticationOf({ authentication });
  expect(found).toMatchObject(answer);
});

const product = { namespace: 'shop', name: 'toys' };

test.each(selectorCases)('$name', ({ selector, answer }) => {
  const fit = fitKeySecrets({ selector }, product);
  expect(fit).toMatchObject(
    typeof answer === 'string'
      ? { fits: false, requirement: answer }
      : { fits: true, labels: answer },
  );
});

test.each(identityCases)('$name', ({ filters, answer }) => {
  expect(exportedIdentity({ response: { success: { filters } } })).toEqual(
    answer,
  );
});

test.each(keyIdCases)('$name', ({ filters, field }) => {
  expect(exportedKeyId({ response: { success: { filters } } })).toBe(field);
});

test.each(isolationCases)('$name', ({ products, parts = {}, answer }) => {
  const result = keyIsolation(
    Object.entries(products).map(([name, rules]) => ({
      product: { namespace: 'shop', name },
      auth: rules && { rules, patterns: {} },
      parts: parts[name]?.map(each => ({ rules: each })),
    })),
  );
  expect(
    Object.fromEntries(
      result.map(({ product: { name }, openedBy, ownKeysRefused }) => [
        name,
        [
          ...openedBy.map(other => other.name),
          ...(ownKeysRefused ? ['own keys refused'] : []),
        ],
      ]),
    ),
  ).toEqual(answer);
  for (const { isolated, openedBy, openedByCount } of result) {
    expect(isolated).toBe(openedBy.length === 0);
    expect(openedByCount).toBe(openedBy.length);
  }
});

test('what is recommended isolates the keys of a product and exports who calls', () => {
  const names = ['toys', 'games', 'x'.repeat(100)];
  const products = names.map(name => ({ namespace: 'shop', name }));
  const withSelectors = products.map(each => ({
    product: each,
    auth: {
      rules: {
        authentication: {
          keys: { apiKey: { selector: recommendedSelector(each) } },
        },
      },
      patterns: {},
    },
  }));
  const withAuthorization = products.map(each => ({
    product: each,
    auth: {
      rules: {
        authentication: {
          keys: { apiKey: { selector: { matchLabels: { app: 'all' } } } },
        },
        authorization: recommendedAuthorization(each),
      },
      patterns: {},
    },
  }));
  for (const access of [withSelectors, withAuthorization]) {
    expect(
      keyIsolation(access).map(({ isolated, ownKeysRefused }) => [
        isolated,
        ownKeysRefused,
      ]),
    ).toEqual(products.map(() => [true, false]));
  }
  expect(
    exportedIdentity({
      response: { success: { filters: recommendedIdentityFilter() } },
    }),
  ).toMatchObject({ exported: true, fields: { 'key-id': expect.any(String) } });
});

test('of many products whose keys open one, twenty are named and all are counted', () => {
  const shared = {
    rules: {
      authentication: {
        keys: { apiKey: { selector: { matchLabels: { app: 'everyone' } } } },
      },
    },
    patterns: {},
  };
  const products = Array.from({ length: 10_000 }, (_, index) => {
    const each = { namespace: 'shop', name: `product-${index}` };
    const own = {
      rules: {
        authentication: {
          keys: { apiKey: { selector: recommendedSelector(each) } },
        },
      },
      patterns: {},
    };
    return { product: each, auth: index % 2 ? shared : own };
  });
  const result = keyIsolation(products);
  expect(result[0]).toMatchObject({ isolated: true, openedBy: [] });
  expect(result[1]).toMatchObject({ isolated: false, openedByCount: 4999 });
  expect(result[1].openedBy).toHaveLength(20);
});

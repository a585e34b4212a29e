import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DEFAULT_REQUESTER_LIMITS } from './requesterLimits';
import { readConfig } from './readConfig';

const read = (kuadrant: JsonObject) =>
  readConfig(new ConfigReader({ kuadrant }));

describe('the configuration', () => {
  it('has defaults', () => {
    expect(readConfig(new ConfigReader({}))).toEqual({
      keyPrefix: 'kdp_',
      routes: 'exposed',
      allowSelfReview: true,
      maxPerRequester: DEFAULT_REQUESTER_LIMITS,
      baseUrls: new Map(),
      reuseDecisionsMs: 5000,
      catalogNamespace: undefined,
    });
  });

  it('is read', () => {
    const config = read({
      keys: { prefix: 'acme-' },
      products: { routes: 'any' },
      approvals: { allowSelfReview: false },
      requests: { maxPerRequester: { waiting: 7 } },
      catalog: { namespace: 'apis' },
      permissions: { reuseDecisions: '30s' },
      gateway: {
        baseUrls: [
          { hostname: 'A.example.com', url: 'https://a.example.com/' },
        ],
      },
    });
    expect(config).toEqual({
      keyPrefix: 'acme-',
      routes: 'any',
      allowSelfReview: false,
      maxPerRequester: { ...DEFAULT_REQUESTER_LIMITS, waiting: 7 },
      baseUrls: new Map([['a.example.com', 'https://a.example.com']]),
      reuseDecisionsMs: 30_000,
      catalogNamespace: 'apis',
    });
  });

  it('leaves sections of others alone', () => {
    expect(() => read({ somethingElse: { of: 'others' } })).not.toThrow();
  });

  it('can have the policy asked each time', () => {
    const { reuseDecisionsMs } = read({
      permissions: { reuseDecisions: '0s' },
    });
    expect(reuseDecisionsMs).toBe(0);
  });

  it.each<[config: JsonObject, message: RegExp]>([
    [
      { requests: { maxPerRequester: { perMinute: 0 } } },
      /maxPerRequester\.perMinute must be a whole number/,
    ],
    [
      { requests: { maxPerRequester: { keysPerProduct: 1.5 } } },
      /maxPerRequester\.keysPerProduct/,
    ],
    [{ aprovals: {} }, /kuadrant\.aprovals .* kuadrant\.approvals\?/],
    [
      { approvals: { allowSelfReviews: true } },
      /did you mean kuadrant\.approvals\.allowSelfReview\?/,
    ],
    [{ keys: { length: 3 } }, /kuadrant\.keys\.length .* options are prefix/],
    [
      { requests: { maxPerRequester: { perHour: 3 } } },
      /maxPerRequester\.perHour is not an option/,
    ],
    [
      { gateway: { baseUrls: [{ host: 'a', url: 'http://a' }] } },
      /baseUrls\[0\]\.host is not an option/,
    ],
    [{ keys: { prefix: 'a b' } }, /kuadrant\.keys\.prefix/],
    [{ keys: { prefix: '' } }, /kuadrant\.keys\.prefix/],
    [{ products: { routes: 'all' } }, /kuadrant\.products\.routes/],
    [
      { permissions: { reuseDecisions: 'long' } },
      /permissions\.reuseDecisions/,
    ],
    [{ permissions: { reuseDecisions: { minutes: 2 } } }, /at most 60 sec/],
    [{ approvals: { allowSelfReview: 'maybe' } }, /allowSelfReview/],
    [
      { gateway: { baseUrls: [{ hostname: 'a', url: 'ftp://a' }] } },
      /kuadrant\.gateway\.baseUrls\[0\]\.url/,
    ],
    ...['a.*.b', '*a', '**', ''].map(
      hostname =>
        [
          { gateway: { baseUrls: [{ hostname, url: 'http://a' }] } },
          /baseUrls\[0\]\.hostname/,
        ] as [JsonObject, RegExp],
    ),
    ...[
      ['a', 'http://*.a'],
      ['*', 'http://*.a'],
      ['*.a', 'http://*.*.a'],
      ['*.a', 'http://a/*'],
      ['*.a', 'http://b*.a'],
    ].map(
      ([hostname, url]) =>
        [
          { gateway: { baseUrls: [{ hostname, url }] } },
          /baseUrls\[0\]\.url may/,
        ] as [JsonObject, RegExp],
    ),
    [{ gateway: { baseUrls: [{ url: 'http://a' }] } }, /hostname/],
    [
      {
        gateway: {
          baseUrls: [
            { hostname: 'a', url: 'http://a' },
            { hostname: 'A', url: 'http://b' },
          ],
        },
      },
      /baseUrls\[1\]\.hostname is given twice/,
    ],
  ])('is refused with the option that is wrong: %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});

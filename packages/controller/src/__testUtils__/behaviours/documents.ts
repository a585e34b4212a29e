import {
  type APIProduct,
  apiProducts,
  authPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { waitFor } from '../waitFor';
import type { Behaviour, Ref, Stage } from './Stage';

/* eslint-disable jest/no-standalone-expect -- what the behaviours expect */

const OIDC = 'OIDCDiscovered';
const OPENAPI = 'OpenAPISpecReady';
const failed = (reason: string) => ({ status: 'False', reason });
const DISCOVERED = { status: 'True', reason: 'Discovered' };

const issuedBy = async (stage: Stage, issuerUrl: string): Promise<Ref> => {
  const ref = await stage.world.product();
  await stage.world.patchSpec(authPolicies, ref, {
    rules: { authentication: { users: { jwt: { issuerUrl } } } },
  });
  return ref;
};

const describedAt = (stage: Stage, openAPISpecURL: string): Promise<Ref> =>
  stage.world.product({ documentation: { openAPISpecURL } });

/** Where tokens come from. */
export const ISSUERS: Behaviour[] = [
  [
    'an AuthPolicy without a rule for JWTs has no issuer to discover',
    async stage =>
      stage.productShows(
        await stage.world.product(),
        OIDC,
        failed('NoOIDCAuth'),
      ),
  ],
  [
    'the token endpoint is read from the metadata of the issuer',
    async stage => {
      stage.server.texts.set(
        '/good/.well-known/openid-configuration',
        '{"token_endpoint": "https://issuer.example.com/token"}',
      );
      const ref = await issuedBy(stage, stage.server.url('/good'));
      const { status } = await stage.productShows(ref, OIDC, DISCOVERED);
      expect(status?.oidcDiscovery).toEqual({
        tokenEndpoint: 'https://issuer.example.com/token',
      });
    },
  ],
  [
    'an issuer with a slash at its end is the same issuer',
    async stage => {
      stage.server.texts.set(
        '/slash/.well-known/openid-configuration',
        '{"token_endpoint": "https://issuer.example.com/slash"}',
      );
      const ref = await issuedBy(stage, stage.server.url('/slash/'));
      await stage.productShows(ref, OIDC, DISCOVERED);
    },
  ],
  ...(
    [
      ['an issuer that answers with an error is not discovered', undefined],
      ['metadata that is not JSON discovers nothing', 'hello'],
      ['metadata without a token endpoint discovers nothing', '{}'],
    ] as const
  ).map<Behaviour>(([sentence, text], number) => [
    sentence,
    async stage => {
      const path = `/bad-${number}`;
      if (text !== undefined) {
        stage.server.texts.set(
          `${path}/.well-known/openid-configuration`,
          text,
        );
      }
      const ref = await issuedBy(stage, stage.server.url(path));
      const { status } = await stage.productShows(
        ref,
        OIDC,
        failed('DiscoveryFailed'),
      );
      expect(status?.oidcDiscovery).toBeUndefined();
    },
  ]),
];

/** What describes its operations. */
export const DOCUMENTS: Behaviour[] = [
  [
    'a product without a URL has no condition about its document',
    async stage => {
      const ref = await stage.world.product();
      await stage.productShows(ref, 'Ready', {
        status: 'True',
        reason: 'HTTPRouteAccepted',
      });
      await stage.productLacks(ref, OPENAPI);
    },
  ],
  [
    'a document is kept as it was read, with the time and the greatest size',
    async stage => {
      const raw = '{"openapi": "3.1.0", "info": {}}';
      stage.server.texts.set('/good.json', raw);
      const ref = await describedAt(stage, stage.server.url('/good.json'));
      const { status } = await stage.productShows(ref, OPENAPI, {
        status: 'True',
        reason: 'SpecFetched',
      });
      expect(status?.openapi).toEqual({
        raw,
        lastSyncTime: expect.any(String),
        maxSizeUsed: 200,
      });
    },
  ],
  [
    'a document behind an error is not fetched',
    async stage =>
      stage.productShows(
        await describedAt(stage, stage.server.url('/none.json')),
        OPENAPI,
        failed('FetchFailed'),
      ),
  ],
  [
    'a document at an address where nobody listens is not fetched',
    async stage =>
      stage.productShows(
        await describedAt(stage, 'http://127.0.0.1:1/openapi.json'),
        OPENAPI,
        failed('FetchFailed'),
      ),
  ],
  [
    'a document that is too large is not kept',
    async stage => {
      stage.server.texts.set('/large.json', `{"x": "${'x'.repeat(300)}"}`);
      const ref = await describedAt(stage, stage.server.url('/large.json'));
      const { status } = await stage.productShows(
        ref,
        OPENAPI,
        failed('SpecSizeTooLarge'),
      );
      expect(status?.openapi).toBeUndefined();
    },
  ],
  [
    'a URL that no request can be made for is told',
    async stage =>
      stage.productShows(
        await describedAt(stage, 'no URL at all'),
        OPENAPI,
        failed('RequestCreationFailed'),
      ),
  ],
  [
    'a document whose transfer breaks off is not kept',
    async stage => {
      stage.server.broken.add('/broken.json');
      const ref = await describedAt(stage, stage.server.url('/broken.json'));
      const { status } = await stage.productShows(
        ref,
        OPENAPI,
        failed('ReadFailed'),
      );
      expect(status?.openapi).toBeUndefined();
    },
  ],
  [
    'without its URL a product loses document and condition',
    async stage => {
      stage.server.texts.set('/going.json', '{"openapi": "3.1.0"}');
      const ref = await describedAt(stage, stage.server.url('/going.json'));
      await stage.productShows(ref, OPENAPI, {
        status: 'True',
        reason: 'SpecFetched',
      });
      await stage.world.patchSpec(apiProducts, ref, { documentation: null });
      await stage.productLacks(ref, OPENAPI);
      await waitFor(async () => {
        const { status } = await stage.world.client.get<APIProduct>(
          apiProducts,
          ref,
        );
        expect(status?.openapi).toBeUndefined();
      });
    },
  ],
];

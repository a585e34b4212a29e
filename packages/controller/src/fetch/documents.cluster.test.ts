import {
  documentConfigMapNames,
  documentLabel,
  documentPart,
  storedDocumentIn,
  unpackDocument,
} from '@kuadrant/api-documents';
import {
  type APIProduct,
  apiProducts,
  authPolicies,
  type ConfigMap,
  configMaps,
  findCondition,
  LABELS,
  planPolicies,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { MovableClock } from '@kuadrant/test-control-plane';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWorld } from '../__testUtils__/startWorld';
import { TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

const REFRESH_MINUTES = 5;
const MIB = 1024 * 1024;

type Ref = { namespace: string; name: string };

const documentWith = (description: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Toys', version: '1', description },
    paths: { '/toys': { get: {} } },
  });

describe('documents of any size', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let server: Server;
  let base: string;
  const documents = new Map<string, string>();
  const clock = new MovableClock();

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      const text = documents.get(url ?? '');
      response.writeHead(text === undefined ? 404 : 200).end(text);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    await world.startController({
      clock,
      fetchRefreshMs: REFRESH_MINUTES * 60_000,
    });
  });

  afterAll(async () => {
    await stop();
    server.closeAllConnections();
    server.close();
  });

  const fetchAgain = async () => {
    await world.settled();
    clock.moveOn(REFRESH_MINUTES);
  };

  const productOf = (ref: Ref) =>
    world.client.get<APIProduct>(apiProducts, ref);

  const productWith = async (text: string, more: object = {}) => {
    const path = `/${world.name('document')}`;
    documents.set(path, text);
    const ref = await world.product({
      documentation: { openAPISpecURL: `${base}${path}` },
      ...more,
    });
    return { ref, path };
  };

  const conditionBecomes = (ref: Ref, reason: string) =>
    waitFor(async () => {
      const product = await productOf(ref);
      expect(
        findCondition(product.status?.conditions, 'OpenAPISpecReady'),
      ).toMatchObject({ reason });
      return product;
    });

  const mapsOf = async (product: APIProduct) => {
    const { items } = await world.client.list<ConfigMap>(configMaps, {
      namespace: product.metadata.namespace,
      labelSelector: `${LABELS.document}=${documentLabel(product)}`,
    });
    return items;
  };

  /** The document as readers find it. */
  const read = async (product: APIProduct) => {
    const raw = product.status?.openapi?.raw;
    const stored = storedDocumentIn(raw);
    if (!stored) {
      return raw;
    }
    const parts = await Promise.all(
      documentConfigMapNames(product, stored).map(async name =>
        documentPart(
          product,
          await world.client.get<ConfigMap>(configMaps, {
            namespace: product.metadata.namespace,
            name,
          }),
        )!,
      ),
    );
    return unpackDocument(stored, parts);
  };

  it.each([
    ['escapes', '<b>&</b>'.repeat(120_000)],
    ['line separators', '\u2028'.repeat(400_000)],
    ['what does not compress', randomBytes(4 * MIB).toString('base64')],
  ])('a document with %s holds up no status', async (_, description) => {
    const text = documentWith(description);
    const { ref } = await productWith(text);
    const product = await conditionBecomes(ref, 'SpecFetched');
    expect(storedDocumentIn(product.status?.openapi?.raw)).toMatchObject({
      bytes: Buffer.byteLength(text),
    });
    expect(await read(product)).toBe(text);
    expect(product.status?.openapi?.raw).toContain(base);

    // The rest of the status goes on.
    await world.client.delete(planPolicies, ref);
    await waitFor(async () => {
      const { status } = await productOf(ref);
      expect(
        findCondition(status?.conditions, 'PlanPolicyDiscovered')?.status,
      ).toBe('False');
    });
  });

  it('a document that just fits stays in the status, and moves when the product grows', async () => {
    const text = documentWith('x'.repeat(1_040_000));
    const { ref, path } = await productWith(text);
    const small = await conditionBecomes(ref, 'SpecFetched');
    expect(small.status?.openapi?.raw).toBe(text);
    expect(await mapsOf(small)).toEqual([]);

    await world.patchSpec(apiProducts, ref, {
      description: 'y'.repeat(450_000),
    });
    documents.set(path, `${text} `);
    await fetchAgain();
    await waitFor(async () => {
      const grown = await productOf(ref);
      expect(storedDocumentIn(grown.status?.openapi?.raw)).toBeDefined();
      expect(await read(grown)).toBe(`${text} `);
    });
  });

  it('a status that grows around a document goes on without it until the document has moved', async () => {
    const text = documentWith('x'.repeat(1_040_000));
    const { ref } = await productWith(text);
    await conditionBecomes(ref, 'SpecFetched');
    const message = 'z'.repeat(30_000);
    await world.patchSpec(authPolicies, ref, {
      rules: {
        authorization: Object.fromEntries(
          Array.from({ length: 20 }, (_, index) => [
            `rule${index}`,
            { patternMatching: { patterns: [{ predicate: message }] } },
          ]),
        ),
      },
    });
    await world.client.delete(planPolicies, ref);
    await waitFor(async () => {
      const { status } = await productOf(ref);
      expect(
        findCondition(status?.conditions, 'PlanPolicyDiscovered')?.status,
      ).toBe('False');
    });
    await fetchAgain();
    await waitFor(async () => {
      expect(await read(await productOf(ref))).toBe(text);
    });
  });

  it('ConfigMaps follow the document, and go with it', async () => {
    const first = documentWith(randomBytes(1_500_000).toString('hex'));
    const { ref, path } = await productWith(first);
    const before = await conditionBecomes(ref, 'SpecFetched');
    const [lost, ...others] = await mapsOf(before);
    expect(others.length).toBeGreaterThan(0);

    // What is lost is made again.
    await world.client.delete(configMaps, {
      namespace: ref.namespace,
      name: lost.metadata.name,
    });
    await fetchAgain();
    await waitFor(async () => {
      expect(await mapsOf(before)).toHaveLength(others.length + 1);
    });

    const second = documentWith(randomBytes(1_500_000).toString('hex'));
    documents.set(path, second);
    await fetchAgain();
    await waitFor(async () => {
      expect(await read(await productOf(ref))).toBe(second);
    });
    await fetchAgain();
    await waitFor(async () => {
      const after = await productOf(ref);
      expect((await mapsOf(after)).map(each => each.metadata.name)).toEqual(
        documentConfigMapNames(
          after,
          storedDocumentIn(after.status?.openapi?.raw)!,
        ),
      );
    });

    await world.patchSpec(apiProducts, ref, {
      documentation: { openAPISpecURL: null },
    });
    await waitFor(async () => {
      const without = await productOf(ref);
      expect(without.status?.openapi).toBeUndefined();
      expect(await mapsOf(without)).toEqual([]);
    });
  });

  it('says by how much a document is too large', async () => {
    const { ref } = await productWith(documentWith('x'.repeat(11 * MIB)));
    const product = await conditionBecomes(ref, 'SpecSizeTooLarge');
    const { message } = findCondition(
      product.status?.conditions,
      'OpenAPISpecReady',
    )!;
    expect(message).toMatch(
      /more bytes than the limit of 10485760|more than the limit of 10485760/,
    );
  });
});

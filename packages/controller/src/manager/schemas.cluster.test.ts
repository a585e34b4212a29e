import {
  type APIKey,
  apiKeyApprovals,
  apiKeys,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { getDefinition, replaceDefinition } from '../__testUtils__/schemas';
import { startWorld } from '../__testUtils__/startWorld';
import type { TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';

const WATCH_TIMES = { initialBackoffMs: 50, maximumBackoffMs: 500 };

describe('the schemas of the four kinds', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let port: number | undefined;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    const controller = await world.startController({
      statusPort: 0,
      watchTimes: WATCH_TIMES,
    });
    port = controller.statusPort;
  });

  afterAll(() => stop());

  const definitionOf = (kind: { plural: string; group: string }) => ({
    name: `${kind.plural}.${kind.group}`,
  });

  const readyzBecomes = (text: string) =>
    waitFor(async () => {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`);
      expect([response.status, await response.text()]).toEqual([200, text]);
    });

  const approvedKey = async (value: string) => {
    const product = await world.product();
    const key = await world.key(product, {}, { value });
    await world.decide(product, key);
    await world.enforcedValueBecomes(key, value);
    return { key, product };
  };

  it('are told where they drop what the controller writes, which is written again when they no longer do', async () => {
    const whole = await getDefinition(world, definitionOf(apiKeys).name);
    const lacking = structuredClone(whole);
    delete lacking.spec.versions[0].schema!.openAPIV3Schema!.properties!.status
      .properties!.limits;
    await replaceDefinition(world, lacking);
    await readyzBecomes(
      'ok\nThe schema of APIKey lacks status.limits, so that the API server drops what is written there\n',
    );
    const limitsOf = async (key: { namespace: string; name: string }) =>
      (await world.client.get<APIKey>(apiKeys, key)).status?.limits;
    const { key } = await approvedKey('pruned');
    await world.keyBecomes(key, 'Approved');
    await world.settled();
    expect(await limitsOf(key)).toBeUndefined();
    await replaceDefinition(world, whole);
    await readyzBecomes('ok\n');
    await waitFor(async () =>
      expect(await limitsOf(key)).toEqual({ daily: 50 }),
    );
  });

  it('may stop being served without a decision being forgotten', async () => {
    const { key, product } = await approvedKey('stays');
    const { name } = definitionOf(apiKeyApprovals);
    const before = await world.enforcement(key);
    const whole = await getDefinition(world, name);
    const unserved = structuredClone(whole);
    unserved.spec.versions[0].served = false;
    await replaceDefinition(world, unserved);
    await readyzBecomes(
      `ok\nCustomResourceDefinition ${name} does not serve version v1alpha1\n`,
    );
    await replaceDefinition(world, whole);
    await readyzBecomes('ok\n');
    expect((await world.enforcement(key))?.metadata.uid).toBe(
      before?.metadata.uid,
    );
    const late = await world.key(product, {}, { value: 'late' });
    await world.decide(product, late);
    await world.enforcedValueBecomes(late, 'late');
  });

  it('may stop being served without a Secret or the enforcement of a key being undone for that', async () => {
    const product = await world.product();
    const key = await world.key(product, {}, { value: 'kept', labelled: true });
    await world.decide(product, key);
    await world.enforcedValueBecomes(key, 'kept');
    const whole = await getDefinition(world, definitionOf(apiKeys).name);
    const unserved = structuredClone(whole);
    unserved.spec.versions[0].served = false;
    const before = await world.enforcement(key);
    await replaceDefinition(world, unserved);
    await readyzBecomes(
      'ok\nCustomResourceDefinition apikeys.devportal.kuadrant.io does not serve version v1alpha1\n',
    );
    await replaceDefinition(world, whole);
    await readyzBecomes('ok\n');
    await world.keyBecomes(key, 'Approved');
    await world.settled();
    expect((await world.enforcement(key))?.metadata.uid).toBe(
      before?.metadata.uid,
    );
    expect((await world.enforcedValueBecomes(key, 'kept'))?.data).toBeDefined();
  });
});

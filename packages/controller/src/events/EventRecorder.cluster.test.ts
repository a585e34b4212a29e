import {
  apiKeys,
  events,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { KubernetesClient } from '@kuadrant/kubernetes-cache';
import { FaultyProxy } from '../__testUtils__/FaultyProxy';
import { ManualClock } from '@kuadrant/test-control-plane';
import { startWorld } from '../__testUtils__/startWorld';
import { RecordingLogger, TestWorld } from '../__testUtils__/TestWorld';
import { waitFor } from '../__testUtils__/waitFor';
import { DefaultEventRecorder } from './EventRecorder';

type CoreEvent = KubernetesObject & {
  reason: string;
  count: number;
  firstTimestamp: string;
  lastTimestamp: string;
};

describe('EventRecorder', () => {
  const logger = new RecordingLogger();
  let world: TestWorld;
  let stopWorld: () => Promise<void>;
  let proxy: FaultyProxy;
  let client: KubernetesClient;
  let clock: ManualClock;
  let isBusy: boolean;
  let object: KubernetesObject;
  let namespace: string;
  let recorder: DefaultEventRecorder;

  const newRecorder = () =>
    new DefaultEventRecorder({
      client,
      clock,
      logger,
      component: 'test',
      isBusy: () => isBusy,
    });

  beforeAll(async () => {
    ({ world, stop: stopWorld } = await startWorld());
  });

  beforeEach(async () => {
    proxy = await FaultyProxy.start(world.controllerKubeconfig);
    client = KubernetesClient.fromKubeConfig(proxy.kubeConfig());
    clock = new ManualClock(Date.now());
    isBusy = false;
    logger.lines.length = 0;
    namespace = await world.namespace(world.name('consumer'));
    object = {
      apiVersion: `${apiKeys.group}/${apiKeys.version}`,
      kind: apiKeys.kind,
      metadata: { namespace, name: 'key', uid: 'some-uid' },
    };
    recorder = newRecorder();
  });

  afterEach(async () => {
    await recorder.stop();
    await client.close();
    await proxy.stop();
  });

  afterAll(() => stopWorld());

  const tell = (reason: string) =>
    recorder.record(object, { type: 'Normal', reason, message: reason });

  const written = async (): Promise<CoreEvent[]> =>
    (await world.client.list(events, { namespace })).items as CoreEvent[];

  /** Lets time pass in small steps, so that whatever waits for it goes on. */
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      clock.advance(50);
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  const becomes = (reasons: Record<string, number>) =>
    waitFor(async () => {
      await pass(50);
      const found = await written();
      expect(
        Object.fromEntries(found.map(({ reason, count }) => [reason, count])),
      ).toEqual(reasons);
      return found;
    });

  it('gives way as long as there is work, and tells then what happened when', async () => {
    isBusy = true;
    tell('Asked');
    await pass(3_000);
    tell('Approved');
    tell('Asked');
    await pass(3_000);
    expect(proxy.writes).toEqual([]);
    isBusy = false;
    const found = await becomes({ Asked: 2, Approved: 1 });
    const asked = found.find(({ reason }) => reason === 'Asked')!;
    expect(
      Date.parse(asked.lastTimestamp) - Date.parse(asked.firstTimestamp),
    ).toBe(3_000);
    expect(proxy.writes).toEqual(['POST events', 'POST events']);
  });

  it('does not give way for ever', async () => {
    isBusy = true;
    tell('Asked');
    await pass(9_000);
    expect(proxy.writes).toEqual([]);
    await pass(2_000);
    await becomes({ Asked: 1 });
  });

  it('counts what happens again, also when another process told it first', async () => {
    tell('Asked');
    await becomes({ Asked: 1 });
    tell('Asked');
    await becomes({ Asked: 2 });
    await recorder.stop();
    recorder = newRecorder();
    clock.advance(60_000);
    tell('Asked');
    await waitFor(async () => {
      await pass(50);
      const [{ firstTimestamp, lastTimestamp }] = await written();
      expect(
        Date.parse(lastTimestamp) - Date.parse(firstTimestamp),
      ).toBeGreaterThanOrEqual(60_000);
    });
    expect(logger.lines).toEqual([]);
  });

  it('tells when the API is back what happened while it was away', async () => {
    proxy.isDown = true;
    tell('Asked');
    tell('Approved');
    await pass(5_000);
    expect(await written()).toEqual([]);
    proxy.isDown = false;
    await becomes({ Asked: 1, Approved: 1 });
    expect(proxy.writes).toEqual(['POST events', 'POST events']);
  });

  it('writes what waits when it is stopped, and gives up when it cannot', async () => {
    isBusy = true;
    tell('Asked');
    await recorder.stop();
    await becomes({ Asked: 1 });
    recorder = newRecorder();
    proxy.isDown = true;
    tell('Approved');
    await recorder.stop();
    expect(logger.lines.join()).toContain('1 Events were not written');
  });
});

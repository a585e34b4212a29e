import {
  type APIKey,
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { startWorld } from './__testUtils__/startWorld';
import { TestWorld } from './__testUtils__/TestWorld';

// Kuadrant's CRDs do not require a spec, so anybody who may create one of the kinds can create one without it.
describe('objects without a spec', () => {
  let world: TestWorld;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
  });

  afterAll(() => stop());

  it.each(['before the controller starts', 'while the controller runs'])(
    'delay no other key, created %s',
    async when => {
      const name = world.name('without-spec');
      const namespace = await world.namespace(name);
      const create = async () => {
        for (const resource of [
          apiProducts,
          apiKeys,
          apiKeyRequests,
          apiKeyApprovals,
        ]) {
          await world.client.create<KubernetesObject>(resource, {
            metadata: { namespace, name },
          });
        }
      };
      if (when.startsWith('before')) {
        await create();
        await world.startController();
      } else {
        await create();
      }
      const product = await world.product();
      const key = await world.key(product, {}, { value: name });
      await world.keyBecomes(key, 'Pending', 'AwaitingApproval');
      await world.decide(product, key);
      await world.keyBecomes(key, 'Approved', 'Approved');
      await world.keyBecomes({ namespace, name }, 'Failed');
      const failed = await world.client.get<APIKey>(apiKeys, {
        namespace,
        name,
      });
      expect(failed.spec.secretRef).toEqual({ name: '' });
    },
  );
});

import {
  type APIKey,
  type APIKeyApproval,
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeys,
  apiKeyState,
  type APIProduct,
  apiProducts,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { FolderMaker, type Kind, KINDS } from './__testUtils__/folders';
import { startWorld } from './__testUtils__/startWorld';
import { TestWorld } from './__testUtils__/TestWorld';
import { waitFor } from './__testUtils__/waitFor';

type Copy = 'reference' | 'tried';

/** In the condition Bound of a decision. */
const UIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Fields that no two objects have in common. */
const OF_ITS_OWN = new Set([
  ...['uid', 'resourceVersion', 'creationTimestamp', 'lastTransitionTime'],
  ...['managedFields', 'generation', 'observedGeneration'],
  ...['devportal.kuadrant.io/apikey-uid', 'devportal.kuadrant.io/source'],
]);

/** All orders of the four kinds. */
const ORDERS = permutations<Kind>([...KINDS]);
/** The whole number is for the real server; each order comes twice on the embedded API. */
const COUNT = process.env.KUBEBUILDER_ASSETS ? 100 : 2 * ORDERS.length;
const AT_ONCE = 8;

describe(`${COUNT} folders of product, key, Secret and approval, applied in every order`, () => {
  let world: TestWorld;
  let stop: () => Promise<void>;
  let folders: FolderMaker;

  const indexes = Array.from({ length: COUNT }, (_, index) => index);

  beforeAll(async () => {
    ({ world, stop } = await startWorld());
    await world.kuadrant();
    folders = await FolderMaker.create(world);
    await world.startController();
    await inParallel(indexes, async index => {
      await folders.makeRoute(index, 'reference');
      await folders.makeRoute(index, 'tried');
    });
  });

  afterAll(() => stop());

  const apply = (index: number, copy: Copy, kinds: readonly Kind[]) =>
    folders.apply(index, copy, kinds);

  /** What came of a folder, without times, UIDs and whatever else differs between two copies. */
  const endOf = async (index: number, copy: Copy) => {
    const { product, key, approvals } = folders.refsOf(index, copy);
    const enforced = await world.enforcement(key);
    const found = {
      product: (await world.client.get<APIProduct>(apiProducts, product))
        .status,
      key: (await world.client.get<APIKey>(apiKeys, key)).status,
      request: await world.findRequest(product, key),
      enforced: enforced?.metadata,
      value: Buffer.from(enforced?.data?.api_key ?? '', 'base64').toString(),
      approvals: await Promise.all(
        approvals.map(
          async approval =>
            (await world.client.get<APIKeyApproval>(apiKeyApprovals, approval))
              .status,
        ),
      ),
    };
    return JSON.parse(
      JSON.stringify(found, (field, value) =>
        OF_ITS_OWN.has(field) ? undefined : value,
      )
        .replaceAll(apiKeyRequestName(key), '<request>')
        .replaceAll(copy, '<copy>')
        .replace(UIDS, '<uid>')
        .replace(/devportal-[^"]*/g, '<enforcement>'),
    );
  };

  it('are applied, one kind after the other, each when the last has had its effect, or all at once', async () => {
    const isSlow = (index: number) =>
      Math.floor(index / ORDERS.length) % 2 === 0;
    await inParallel(
      indexes.filter(index => !isSlow(index)),
      index => apply(index, 'tried', ORDERS[index % ORDERS.length]),
    );
    for (const [step, kind] of KINDS.entries()) {
      await inParallel(indexes, index => apply(index, 'reference', [kind]));
      await inParallel(indexes.filter(isSlow), index =>
        apply(index, 'tried', [ORDERS[index % ORDERS.length][step]]),
      );
      await world.settled();
    }
    expect(ORDERS).toHaveLength(24);
  });

  it.each(indexes)('end alike: folder %i', async index => {
    await waitFor(async () =>
      expect({
        order: ORDERS[index % ORDERS.length],
        end: await endOf(index, 'tried'),
      }).toEqual({
        order: ORDERS[index % ORDERS.length],
        end: await endOf(index, 'reference'),
      }),
    );
  });

  it('end in every state, and not all in one', async () => {
    const { items } = await world.client.list<APIKey>(apiKeys);
    const states = items.map(({ status }) => {
      const { condition, state } = apiKeyState(status?.conditions);
      return condition && state;
    });
    expect(new Set(states)).toEqual(
      new Set(['Approved', 'Denied', 'Expired', 'Failed', 'Pending']),
    );
  });
});

function permutations<T>(items: T[]): T[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((item, index) =>
        permutations(items.filter((_, other) => other !== index)).map(rest => [
          item,
          ...rest,
        ]),
      );
}

async function inParallel<T>(
  items: T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items].reverse();
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

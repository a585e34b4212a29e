import { times } from '../times.mjs';
import { examples } from './data.mjs';
import { latencies, quantile, throughput, untilAnswered } from './measure.mjs';

const ROUNDS = 2;

/** What is read: by whom, and where each of the two portals has it. */
function reads() {
  const { product, key } = examples();
  const productPath = `/apiproducts/${product.namespace}/${product.name}`;
  const keyPath = `/apikeys/${key.namespace}/${key.name}`;
  return [
    { name: 'queue', who: 'admin1', ours: '/requests', peer: '/requests' },
    {
      name: 'queue, waiting',
      who: 'admin1',
      ours: '/requests?status=Pending',
      peer: '/requests?status=Pending',
    },
    {
      name: 'queue of an owner',
      who: 'owner1',
      ours: '/requests',
      peer: '/requests',
    },
    {
      name: 'queue, search',
      who: 'admin1',
      ours: '/requests?q=number%204711',
    },
    {
      name: 'products',
      who: 'consumer1',
      ours: '/apiproducts',
      peer: '/apiproducts',
    },
    {
      name: 'own keys',
      who: 'consumer1',
      ours: '/apikeys',
      peer: '/requests/my',
    },
    { name: 'all keys', who: 'admin1', ours: '/apikeys?scope=all' },
    {
      name: "a product's keys",
      who: 'owner1',
      ours: `/apikeys?scope=all&product=${product.namespace}/${product.name}`,
    },
    {
      name: 'a product',
      who: 'consumer1',
      ours: productPath,
      peer: productPath,
    },
    { name: 'a key', who: 'consumer1', ours: keyPath, peer: keyPath },
  ];
}

const round = (number, digits = 1) => Number(number.toFixed(digits));

/** Measures each read on both portals in turn. */
export async function measureReads(portals, { seconds }) {
  const tokens = {};
  for (const [name, portal] of Object.entries(portals)) {
    tokens[name] = {};
    for (const who of ['consumer1', 'owner1', 'admin1']) {
      tokens[name][who] = await portal.signIn(`user:default/${who}`);
    }
    await untilAnswered({
      url: `${portal.url}/api/kuadrant/apiproducts`,
      token: tokens[name].consumer1,
    });
  }
  const results = [];
  for (const { name, who, ...paths } of reads()) {
    const found = {};
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (const portal of Object.keys(portals)) {
        const path = paths[portal];
        if (!path) {
          continue;
        }
        const target = {
          url: `${portals[portal].url}/api/kuadrant${path}`,
          token: tokens[portal][who],
        };
        const seen = (found[portal] ??= { taken: [], rates: [], calls: 0 });
        if (turn === 0) {
          await latencies(target, { seconds: seconds / 2, least: 2 });
        }
        await portals[portal].ask('reset');
        const { taken, bytes } = await latencies(target, { seconds, least: 5 });
        const { kubernetesCalls } = await portals[portal].ask('stats');
        seen.taken.push(...taken);
        seen.calls += kubernetesCalls;
        seen.bytes = bytes;
        seen.rates.push(await throughput(target, { seconds }));
      }
    }
    const summary = {};
    for (const [portal, { taken, bytes, rates, calls }] of Object.entries(
      found,
    )) {
      summary[portal] = {
        p50: round(quantile(taken, 0.5), 2),
        p95: round(quantile(taken, 0.95), 2),
        bytes,
        perSecond: round(rates.reduce((sum, rate) => sum + rate, 0) / ROUNDS),
        kubernetesCalls: round(calls / taken.length, 2),
      };
    }
    const { ours, peer } = summary;
    results.push({
      name,
      who,
      ...summary,
      ...(ours &&
        peer && {
          timesFaster: times(peer.p50, ours.p50),
          timesMore: times(ours.perSecond, peer.perSecond),
        }),
    });
  }
  return results;
}

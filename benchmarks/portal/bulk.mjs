import { call } from './measure.mjs';

const REQUESTS = 500;
// As many as the API takes at a time.
const AT_A_TIME = 200;

async function waiting(url, token) {
  const found = [];
  let cursor;
  do {
    const next = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { text } = await call({
      url: `${url}/requests?awaitingReview=true&limit=500${next}`,
      token,
      text: true,
    });
    const { items, pageInfo } = JSON.parse(text);
    found.push(
      ...items.map(({ metadata: { namespace, name } }) => ({
        namespace,
        name,
      })),
    );
    cursor = pageInfo.nextCursor;
  } while (cursor && found.length < 2 * REQUESTS);
  return found;
}

/** Approves 500 requests that wait with each of the two portals, each its own. */
export async function measureBulk(portals) {
  const results = {};
  const { ours } = portals;
  const token = await ours.signIn('user:default/admin1');
  const left = await waiting(`${ours.url}/api/kuadrant`, token);
  if (left.length < 2 * REQUESTS) {
    throw new Error(
      `Only ${left.length} requests wait; delete the folder of the state to fill the cluster anew`,
    );
  }
  for (const [name, portal] of Object.entries(portals)) {
    const path = name === 'ours' ? 'bulk-review' : 'bulk-approve';
    const own =
      name === 'ours' ? token : await portal.signIn('user:default/admin1');
    const begin = performance.now();
    let done = 0;
    for (const requests of batches(left.splice(0, REQUESTS))) {
      const { status, text } = await call({
        url: `${portal.url}/api/kuadrant/requests/${path}`,
        token: own,
        method: 'POST',
        body: { requests, ...(name === 'ours' && { decision: 'approve' }) },
        text: true,
      });
      if (status !== 200) {
        throw new Error(`${name} answered ${status}: ${text}`);
      }
      done += JSON.parse(text).results.filter(({ success }) => success).length;
    }
    results[name] = {
      approved: done,
      ms: Math.round(performance.now() - begin),
    };
  }
  return results;
}

function batches(requests) {
  return Array.from(
    { length: Math.ceil(requests.length / AT_A_TIME) },
    (_, index) => requests.slice(index * AT_A_TIME, (index + 1) * AT_A_TIME),
  );
}

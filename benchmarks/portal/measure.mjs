import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request; resolves to its status, its size and how long it took, and to its body when asked. */
export function call({ url, token, method = 'GET', body, text = false }) {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const sent = request(
      url,
      {
        agent,
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
      },
      response => {
        let bytes = 0;
        const chunks = [];
        response.on('data', chunk => {
          bytes += chunk.length;
          if (text) {
            chunks.push(chunk);
          }
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            bytes,
            ms: performance.now() - begin,
            ...(text && { text: Buffer.concat(chunks).toString() }),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** The value below which a share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function checked(target) {
  const answer = await call(target);
  if (answer.status !== 200) {
    throw new Error(`${target.url} answered ${answer.status}`);
  }
  return answer;
}

/** Waits for a backend that has yet to read what is in the cluster. */
export async function untilAnswered(target, limitMs = 180_000) {
  const end = performance.now() + limitMs;
  while ((await call(target)).status === 503 && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  await checked(target);
}

/** One call after the other, for so long, and not less than so often. */
export async function latencies(target, { seconds, least }) {
  const taken = [];
  const end = performance.now() + seconds * 1000;
  let bytes = 0;
  while (performance.now() < end || taken.length < least) {
    const answer = await checked(target);
    taken.push(answer.ms);
    bytes = answer.bytes;
  }
  return { taken, bytes };
}

/** Calls a second of ten callers who each wait for their answer. */
export async function throughput(target, { seconds, callers = 10 }) {
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let answered = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await checked(target);
        answered++;
      }
    }),
  );
  return answered / ((performance.now() - begin) / 1000);
}

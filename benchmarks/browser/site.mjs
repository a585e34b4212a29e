import { request } from 'node:http';
import { serveFolder } from '../../scripts/lib/serveFolder.mjs';

/** Serves a built app, compressed, and passes what begins with /api on to a backend, as an ingress would. */
export function startSite({ folder, backendUrl }) {
  return serveFolder(folder, {
    fallback: 'index.html',
    compressed: true,
    answer(incoming, outgoing) {
      const isForBackend = incoming.url.startsWith('/api/');
      if (isForBackend) {
        passOn(backendUrl, incoming, outgoing);
      }
      return isForBackend;
    },
  });
}

function passOn(backendUrl, incoming, outgoing) {
  const { method, headers, url } = incoming;
  const asked = request(new URL(url, backendUrl), { method, headers });
  asked.on('response', answer => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  asked.on('error', error => outgoing.destroy(error));
  incoming.pipe(asked);
}

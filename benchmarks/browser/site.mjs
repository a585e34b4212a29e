import { createReadStream, existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';

const types = { js: 'text/javascript', css: 'text/css', html: 'text/html' };

/** Serves a built app, compressed, and passes what begins with /api on to a backend, as an ingress would. */
export async function startSite({ folder, script, backendUrl }) {
  const page = `<!doctype html><html lang="en"><head><title>Benchmark</title>${
    existsSync(join(folder, script.replace(/js$/, 'css')))
      ? `<link rel="stylesheet" href="/static/${script.replace(/js$/, 'css')}">`
      : ''
  }</head><body><div id="root"></div><script type="module" src="/static/${script}"></script></body></html>`;

  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, 'http://site');
    if (pathname.startsWith('/api/')) {
      passOn(backendUrl, incoming, outgoing);
    } else if (pathname.startsWith('/static/')) {
      const file = join(folder, normalize(pathname.slice('/static/'.length)));
      outgoing.writeHead(200, {
        'content-type': types[file.split('.').pop()],
        'content-encoding': 'gzip',
      });
      createReadStream(file)
        .pipe(createGzip({ level: 1 }))
        .pipe(outgoing);
    } else {
      outgoing.writeHead(200, { 'content-type': types.html }).end(page);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
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

import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/**
 * Serves the files of a folder on a free port.
 *
 * @param {string} folder
 * @param {{fallback?: string}} [options] - `fallback`: the file that answers for addresses which are no file
 */
export async function serveFolder(folder, { fallback } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const wanted = path.join(folder, path.normalize(pathname));
    const isFile = existsSync(wanted) && statSync(wanted).isFile();
    if (!isFile && !fallback) {
      response.writeHead(404).end();
      return;
    }
    const file = isFile ? wanted : path.join(folder, fallback);
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

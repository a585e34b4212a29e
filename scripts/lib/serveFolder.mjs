import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { createGzip } from 'node:zlib';

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
 * @param {object} [options]
 * @param {string} [options.fallback] - the file that answers for addresses which are no file
 * @param {boolean} [options.compressed] - whether files are sent with gzip
 * @param {(request, response) => boolean} [options.answer] - answers what is not for the folder, and tells whether it did
 */
export async function serveFolder(
  folder,
  { fallback, compressed = false, answer = () => false } = {},
) {
  const server = createServer((request, response) => {
    if (answer(request, response)) {
      return;
    }
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
      ...(compressed && { 'content-encoding': 'gzip' }),
    });
    const content = createReadStream(file);
    // At the quickest level: nothing is kept, each answer is compressed anew.
    (compressed ? content.pipe(createGzip({ level: 1 })) : content).pipe(
      response,
    );
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

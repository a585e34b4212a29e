import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { serveFolder } from './serveFolder.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'serve-folder-'));
writeFileSync(path.join(folder, 'index.html'), '<p>the app</p>');
writeFileSync(path.join(folder, 'app.js'), 'start()');
after(() => rmSync(folder, { recursive: true }));

/** What a site answers to a path. */
async function get({ url }, pathname) {
  const response = await fetch(`${url}${pathname}`);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    encoding: response.headers.get('content-encoding'),
    text: await response.text(),
  };
}

test('serves the files of a folder and nothing else', async () => {
  const site = await serveFolder(folder);
  try {
    assert.deepEqual(await get(site, '/app.js'), {
      status: 200,
      type: 'text/javascript',
      encoding: null,
      text: 'start()',
    });
    assert.equal((await get(site, '/')).status, 404);
    assert.equal((await get(site, '/..%2fetc%2fpasswd')).status, 404);
  } finally {
    await site.close();
  }
});

test('serves an app compressed beside what its owner answers', async () => {
  const site = await serveFolder(folder, {
    fallback: 'index.html',
    compressed: true,
    answer(request, response) {
      const isForBackend = request.url.startsWith('/api/');
      if (isForBackend) {
        response.writeHead(201).end('backend');
      }
      return isForBackend;
    },
  });
  try {
    assert.deepEqual(await get(site, '/some/page?q=1'), {
      status: 200,
      type: 'text/html; charset=utf-8',
      encoding: 'gzip',
      text: '<p>the app</p>',
    });
    assert.equal((await get(site, '/app.js')).text, 'start()');
    const answered = await get(site, '/api/kuadrant');
    assert.equal(answered.status, 201);
    assert.equal(answered.text, 'backend');
  } finally {
    await site.close();
  }
});

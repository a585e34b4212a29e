'use strict';

// What a thread of DocumentReader runs: JavaScript, since no transform is there before this file has set it up.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// In the repository the packages are sources; published there is dist only.
const source = join(__dirname, 'src/reading/thread.ts');
const isSource = existsSync(source);
if (isSource) {
  require('@backstage/cli-node/config/nodeTransform.cjs');
}
const { serveThread } = require(
  isSource ? source : join(__dirname, 'dist/index.cjs.js'),
);

serveThread();

// This file must load on any Node, however old, to say so: what needs a newer one is imported afterwards.
const oldest = 18;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Node ${process.versions.node} is too old: install Node 24 (https://nodejs.org), or at least ${oldest}, and run npm test again.`,
  );
  process.exit(1);
}

import('./lib/test.mjs').then(({ test }) => test(process.argv.slice(2)));

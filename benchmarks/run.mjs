// yarn benchmark <name> [options of that benchmark]
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const entries = { 'index.mjs': false, 'index.ts': true };
const [name, ...options] = process.argv.slice(2);

const entryOf = benchmark =>
  Object.keys(entries).find(entry =>
    existsSync(join(folder, benchmark, entry)),
  );
const known = readdirSync(folder, { withFileTypes: true })
  .filter(each => each.isDirectory() && entryOf(each.name))
  .map(each => each.name);

if (!name || !known.includes(name)) {
  console.error(`yarn benchmark <name>, with one of: ${known.join(', ')}`);
  process.exit(name ? 1 : 0);
}
const entry = entryOf(name);
const transform = createRequire(import.meta.url).resolve(
  '@backstage/cli/config/nodeTransform.cjs',
);
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    ...(entries[entry] ? ['--require', transform] : []),
    join(folder, name, entry),
    ...options,
  ],
  { stdio: 'inherit' },
);
// Whoever ends this ends the benchmark, which stops what it started.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { personas } from './issuer';
import { repository } from './paths';
import { startPlayground, type Playground } from './playground';
import { readSettings } from './settings';

/** After this long, what has not ended is left to whoever started this process. */
const STOP_MS = 15_000;

const begin = Date.now();
const seconds = (since: number) =>
  `${((Date.now() - since) / 1000).toFixed(1)} s`;
const say = (text: string) => process.stdout.write(`${text}\n`);

const { values: options } = parseArgs({
  options: { verbose: { type: 'boolean', default: false } },
});
const settings = readSettings(process.env);

let playground: Playground | undefined;
let stopping = false;

async function stop(exitCode: number, why?: string): Promise<void> {
  if (stopping) {
    return;
  }
  stopping = true;
  if (why) {
    say(why);
  }
  const timer = setTimeout(() => process.exit(1), STOP_MS);
  timer.unref();
  await playground?.stop();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop(0, '\nStopping …'));
}
// scripts/start.mjs holds the other end, and is gone.
process.on('disconnect', () => stop(1));

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  try {
    const result = await work();
    say(`  ✓ ${title} (${seconds(since)})`);
    return result;
  } catch (error) {
    say(`  ✗ ${title} (${seconds(since)})`);
    throw error;
  }
}

function welcome(): string {
  const { ports, kubeconfig } = settings;
  const inside = relative(repository, kubeconfig);
  const path = inside.startsWith('..') ? kubeconfig : inside;
  return `
Portal ready: http://localhost:${ports.portal} (${seconds(begin)})

  Sign in as   ${personas.map(({ name }) => name).join(', ')}
  Kubernetes   kubectl --kubeconfig ${path} get apiproducts --all-namespaces
  Gateway      curl http://toystore.localhost:${
    ports.gateway
  }/toys -H 'Authorization: Bearer <your key>'
  Stop         Ctrl-C
`;
}

async function main(): Promise<void> {
  say('Starting the developer portal:');
  playground = startPlayground({
    settings,
    step,
    onGroups: groups => process.send?.({ groups }),
    echo: options.verbose ? say : undefined,
  });
  const { failure } = await playground.started;
  say(welcome());
  await failure;
}

main().catch(error => {
  if (!stopping) {
    console.error(`\n${(error as Error).message}`);
  }
  return stop(1);
});

// A mix of everything that people do, while the whole is killed now and then and policies, routes and gateways go away
// for seconds, and somebody who only looks.
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { printTable, writeResult } from '../report';
import { consume, review, type Stage } from './actors';
import { Checker } from './checker';
import { startCluster } from './cluster';
import { breakAndRepair } from './faults';
import { Ledger } from './ledger';
import { PortalProcess } from './portal';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    crds: { type: 'string' },
    'kube-apiserver': { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const kills = Number(values.kills);

/** Numbers that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function main(): Promise<void> {
  const cluster = values['kube-apiserver'] ? await startCluster() : undefined;
  const portal = new PortalProcess({
    crds: values.crds,
    cluster: cluster?.kubeconfig,
  });
  const ledger = new Ledger();
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  rmSync(portal.state, { recursive: true, force: true });
  console.log('Starting the portal …');
  try {
    await portal.start({ fresh: true });
  } catch (error) {
    await portal.stop();
    await cluster?.stop();
    throw error;
  }

  const stage: Stage = {
    portal,
    ledger,
    signal: stopping.signal,
    random: randomNumbers(Number(values.seed)),
  };
  const checker = new Checker(portal, ledger);
  const memory: {
    life: number;
    seconds: number;
    backend: number;
    rest: number;
  }[] = [];
  const life = (minutes * 60_000) / (kills + 1);
  const work = [
    consume(stage, 'consumer1'),
    consume(stage, 'consumer2'),
    review(stage, 'owner1'),
    review(stage, 'admin1'),
    breakAndRepair(stage),
  ];
  const failure = Promise.all(work).then(() => undefined);
  failure.catch(stop);
  try {
    for (let lives = 0; lives <= kills && !stopping.signal.aborted; lives++) {
      const until = Date.now() + life;
      while (Date.now() < until && !stopping.signal.aborted) {
        await pause(3000);
        await checker.look();
        const processes = portal.processes();
        const sum = (match: string) =>
          Math.round(
            processes
              .filter(({ command }) => command.includes(match))
              .reduce((total, each) => total + each.memory, 0),
          );
        memory.push({
          life: lives + 1,
          seconds: Math.round(portal.upFor / 1000),
          backend: sum('src/index.ts'),
          rest: sum('main.ts'),
        });
      }
      console.log(
        `Life ${lives + 1} of ${kills + 1}: ${ledger.keys.size} keys, ${checker.rounds} looks, ${ledger.violations.length} violations`,
      );
      if (lives < kills && !stopping.signal.aborted) {
        await portal.kill();
        await portal.start({ fresh: false });
      }
    }
    // What is under way comes to its end, then everything has to be right.
    stop();
    await failure;
    for (let looks = 0; looks < 6; looks++) {
      await pause(3000);
      await checker.look();
    }
  } finally {
    stop();
    await portal.stop();
    await cluster?.stop();
  }
  printTable(
    [...ledger.counts].sort().map(([what, count]) => ({ what, count })),
  );
  const lives = [...new Set(memory.map(({ life: number }) => number))];
  const growth = lives.map(number => {
    const own = memory.filter(
      each => each.life === number && each.seconds >= 20,
    );
    const [first, last] = [own[0], own.at(-1)];
    return {
      life: number,
      seconds: last?.seconds ?? 0,
      'backend MiB, 20 s': first?.backend ?? 0,
      'backend MiB, end': last?.backend ?? 0,
      'API, controller, gateway MiB, 20 s': first?.rest ?? 0,
      'API, controller, gateway MiB, end': last?.rest ?? 0,
    };
  });
  printTable(growth);
  writeResult('endurance', {
    minutes,
    kills,
    server: cluster ? 'kube-apiserver' : 'embedded',
    ...(values.crds && { crds: basename(values.crds) }),
    keys: ledger.keys.size,
    looks: checker.rounds,
    calls: Object.fromEntries(ledger.counts),
    violations: ledger.violations,
    memory: growth,
  });
  console.log(`${ledger.violations.length} violations`);
  process.exitCode = ledger.violations.length > 0 ? 1 : 0;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

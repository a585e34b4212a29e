// yarn benchmark faults: the controller's tests of faults at full size, on a real API server where there is one.
import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { printTable, writeResult } from '../report';

const folder = join(__dirname, '../../.local/benchmarks');
const report = join(folder, `faults-${process.pid}.jsonl`);
const binaries = kubernetesBinaries();

mkdirSync(folder, { recursive: true });
const child = spawn(
  'yarn',
  [
    'backstage-cli',
    'package',
    'test',
    '--watchAll=false',
    'manager/(faults|recovery).cluster',
    ...process.argv.slice(2),
  ],
  {
    cwd: join(__dirname, '../../packages/controller'),
    stdio: 'inherit',
    env: {
      ...process.env,
      CI: '1',
      FAULTS_SIZE: 'full',
      FAULTS_REPORT: report,
      ...(binaries && { KUBEBUILDER_ASSETS: binaries }),
    },
  },
);
child.once('exit', code => {
  // Of several entries of one fault the last tells when all was right.
  const rows = new Map<string, Record<string, string | number>>();
  if (existsSync(report)) {
    for (const line of readFileSync(report, 'utf8').trim().split('\n')) {
      const { what, keys, seconds } = JSON.parse(line);
      rows.set(what, { fault: what, keys, 's until all was right': seconds });
    }
    rmSync(report);
  }
  const table = [...rows.values()];
  printTable(table);
  writeResult('faults', {
    server: binaries ? 'kube-apiserver' : 'embedded API',
    passed: code === 0,
    table,
  });
  process.exitCode = code ?? 1;
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** What the figures were measured on. */
export function environment(): Record<string, string> {
  return {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: __dirname,
      encoding: 'utf8',
    }).trim(),
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}

/** Prints rows as a Markdown table. */
export function printTable(rows: Record<string, string | number>[]): void {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const cells = [
    columns,
    ...rows.map(row => columns.map(column => `${row[column] ?? ''}`)),
  ];
  const widths = columns.map((_, index) =>
    Math.max(3, ...cells.map(row => row[index].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  console.log(
    [
      line(cells[0]),
      line(widths.map(width => '-'.repeat(width))),
      ...cells.slice(1).map(line),
    ].join('\n'),
  );
}

/** Writes the record of a benchmark to `benchmarks/results/<name>.json`. */
export function writeResult(name: string, result: object): void {
  const folder = join(__dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ ...environment(), ...result }, undefined, 2)}\n`,
  );
}

/** The value below which a share of the values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

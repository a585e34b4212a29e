import { DocumentError, DocumentReader } from '@kuadrant/api-documents';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { ENCODINGS } from '../../packages/api-documents/src/corpus/encodings';
import { KINDS } from '../../packages/api-documents/src/corpus/kinds';
import { LARGE } from '../../packages/api-documents/src/corpus/large';
import { TROUBLES } from '../../packages/api-documents/src/corpus/troubles';
import type { CorpusDocument } from '../../packages/api-documents/src/corpus/CorpusDocument';
import { peakMemoryOf } from '../processes';
import { printTable, writeResult } from '../report';

const MAXIMUM_BYTES = 20 * 1024 * 1024;
const { values } = parseArgs({
  options: {
    /** Seconds after which the former parsing is stopped. */
    patience: { type: 'string', default: '30' },
    'without-peer': { type: 'boolean', default: false },
  },
});

/** What the controller did before, in a thread of its own, so that it can be stopped. */
const FORMER = `
const { parentPort, workerData } = require('node:worker_threads');
const { parse } = require(workerData.yaml);
const text = Buffer.from(workerData.bytes).toString('utf8');
const begun = performance.now();
try {
  text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text);
} catch {}
parentPort.postMessage(performance.now() - begun);
`;

function formerMs(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(FORMER, {
      eval: true,
      execArgv: [],
      workerData: { bytes, yaml: require.resolve('yaml') },
    });
    const patience = Number(values.patience);
    const timer = setTimeout(() => {
      worker.terminate();
      resolve(`> ${patience * 1000}`);
    }, patience * 1000);
    worker.once('message', (ms: number) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(ms.toFixed(0));
    });
    worker.once('error', error => {
      clearTimeout(timer);
      if (
        (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      ) {
        resolve('out of memory');
      } else {
        reject(error);
      }
    });
  });
}

async function measure(reader: DocumentReader, document: CorpusDocument) {
  const { content, contentType, contentEncoding, name } = document;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const before = process.cpuUsage();
  const begun = performance.now();
  delay.enable();
  const outcome = await reader
    .read(bytes, { contentType, contentEncoding, maximumBytes: MAXIMUM_BYTES })
    .then(
      ({ summary }) => summary.format,
      error => {
        if (!(error instanceof DocumentError)) {
          throw error;
        }
        return error.problem.code;
      },
    );
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return {
    document: name,
    KiB: Math.round(bytes.length / 1024),
    ms: Math.round(performance.now() - begun),
    'CPU ms': Math.round((user + system) / 1_000),
    'longest delay ms': Math.round(delay.max / 1e6),
    outcome,
  };
}

async function main() {
  const reader = new DocumentReader();
  // A controller that has run for a while.
  for (const document of KINDS) {
    await measure(reader, document);
  }
  const small = [];
  for (const document of [...ENCODINGS, ...KINDS, ...TROUBLES]) {
    small.push(await measure(reader, document));
  }
  const worst = small.sort((a, b) => b['CPU ms'] - a['CPU ms']).slice(0, 3);
  const large = [];
  for (const document of LARGE) {
    large.push(await measure(reader, document));
  }
  const peakMiB = Math.round(peakMemoryOf(process.pid));
  await reader.close();
  const rows = [];
  for (const [index, row] of large.entries()) {
    const { content } = LARGE[index];
    const former = values['without-peer']
      ? {}
      : { 'former ms': await formerMs(Buffer.from(content as string)) };
    rows.push({ ...row, ...former });
  }
  printTable([...worst, ...rows]);
  console.log(
    `${small.length} small documents, peak of the process ${peakMiB} MiB`,
  );
  writeResult('documents', { small, rows, peakMiB });
}

main();

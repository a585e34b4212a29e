/*
 * Loaded into Yarn before it starts (node --require). Yarn unpacks some 145,000 small files by asking Node's thread pool
 * for each single open, write and close; handing them over costs more than the work itself. Here fs.writeFile passes
 * its files in batches to worker threads, which write them one after the other, while Yarn reads the next archives.
 * What a caller sees stays as it is: the callback comes when the file is written, with the error if it was not.
 */
const fs = require('node:fs');
const os = require('node:os');
const {
  Worker,
  isMainThread,
  parentPort,
  workerData,
} = require('node:worker_threads');

const BATCH_FILES = 128;
const BATCH_BYTES = 4 * 1024 * 1024;
const MOST_WRITERS = 4;
const role = 'writer of parallelWrites';

if (isMainThread) {
  passWritesToWorkers();
} else if (workerData === role) {
  parentPort.on('message', batch => parentPort.postMessage(writeAll(batch)));
}

function passWritesToWorkers() {
  const { writeFile } = fs;
  let writers;
  let batch = [];
  let size = 0;
  let count = 0;

  const flush = () => {
    if (batch.length === 0) {
      return;
    }
    writers ??= Array.from({ length: countWriters() }, startWriter);
    writers[count++ % writers.length](batch, size);
    batch = [];
    size = 0;
  };

  fs.writeFile = (path, data, ...rest) => {
    if (typeof path !== 'string' || !(data instanceof Uint8Array)) {
      writeFile(path, data, ...rest);
      return;
    }
    const done = rest.pop();
    if (batch.length === 0) {
      setImmediate(flush);
    }
    batch.push({ path, data, options: rest[0], done });
    size += data.length;
    if (batch.length >= BATCH_FILES || size >= BATCH_BYTES) {
      flush();
    }
  };
}

function countWriters() {
  const cores = os.availableParallelism?.() ?? os.cpus().length;
  return Math.max(1, Math.min(MOST_WRITERS, cores - 1));
}

/** Starts a worker and returns the function that has it write a batch. */
function startWriter() {
  const worker = new Worker(__filename, { workerData: role, execArgv: [] });
  const waiting = [];
  worker.unref();
  worker.on('message', failures => {
    const batch = waiting.shift();
    if (waiting.length === 0) {
      worker.unref();
    }
    batch.forEach(({ done }, index) => done(asError(failures[index])));
  });
  return (batch, size) => {
    // Node's small buffers share their memory and cannot be handed over one by one.
    const bytes = new Uint8Array(size);
    let start = 0;
    for (const { data } of batch) {
      bytes.set(data, start);
      start += data.length;
    }
    const files = batch.map(({ path, data, options }) => ({
      path,
      length: data.length,
      options,
    }));
    waiting.push(batch);
    worker.ref();
    worker.postMessage({ files, bytes }, [bytes.buffer]);
  };
}

/** Writes the files of a batch; returns the failures by the index of the file. */
function writeAll({ files, bytes }) {
  const failures = {};
  let start = 0;
  files.forEach(({ path, length, options }, index) => {
    try {
      fs.writeFileSync(path, bytes.subarray(start, start + length), options);
    } catch ({ message, code, errno, syscall }) {
      failures[index] = { message, code, errno, syscall, path };
    }
    start += length;
  });
  return failures;
}

/** An error loses its code on the way between threads, so its fields travel instead. */
function asError(failure) {
  return failure ? Object.assign(new Error(failure.message), failure) : null;
}

import { parentPort } from 'node:worker_threads';
import { DocumentError } from '../types';
import { type Answer, type Job, perform } from './tasks';

/** Serves a {@link DocumentReader} from within its thread. Called by `worker.js` only. @public */
export function serveThread(): void {
  const port = parentPort;
  port?.on('message', (job: Job) => port.postMessage(answerTo(job)));
  port?.postMessage('ready');
}

function answerTo({ name, input }: Job): Answer {
  try {
    return { output: perform[name](input as never) };
  } catch (error) {
    if (error instanceof DocumentError) {
      return { problem: error.problem };
    }
    // Parsers of schema languages recurse.
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      return {
        problem: {
          code: 'tooDeep',
          message: 'The document is nested too deep. Flatten it',
        },
      };
    }
    return { error: String(error) };
  }
}

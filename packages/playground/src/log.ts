import { createWriteStream } from 'node:fs';
import { BoundedLog } from './boundedLog';

/** Fits the loggers of the parts that run in this process. */
export interface PartLogger {
  debug(message: string): void;
  info(message: string, ...more: unknown[]): void;
  warn(message: string, ...more: unknown[]): void;
  error(message: string, ...more: unknown[]): void;
}

/** A file that several parts of the playground write to, line by line. */
export interface LogFile {
  logger(part: string): PartLogger;
  close(): Promise<void>;
}

/** Opens a log file and empties it; echo shows its lines elsewhere as well. */
export function openLog(file: string, echo?: (line: string) => void): LogFile {
  const bounded = BoundedLog.start(file);
  const stream = createWriteStream(file, { flags: 'a' });
  const write = (part: string, level: string) => {
    return (message: string, ...more: unknown[]) => {
      const details = more.map(value =>
        value instanceof Error ? value.stack : JSON.stringify(value),
      );
      const text = [level, message, ...details].join(' ');
      stream.write(`${new Date().toISOString()} ${part} ${text}\n`);
      echo?.(`${part} ${text}`);
    };
  };
  return {
    logger: part => ({
      debug: () => {},
      info: write(part, 'info'),
      warn: write(part, 'warn'),
      error: write(part, 'error'),
    }),
    async close() {
      await bounded.stop();
      await new Promise<void>(resolve => stream.end(resolve));
    },
  };
}

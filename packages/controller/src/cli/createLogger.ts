import {
  createLogger as createWinstonLogger,
  format,
  transports,
} from 'winston';
import type { Logger } from '../runtime';

/** A logger to standard output: one JSON object a line, or text for people. */
export function createLogger(options: {
  level: string;
  format: 'json' | 'text';
}): Logger {
  const text = format.printf(
    ({ timestamp, level, message, ...meta }) =>
      `${timestamp} ${level} ${message}${Object.entries(meta)
        .map(([name, value]) => ` ${name}=${value}`)
        .join('')}`,
  );
  const logger = createWinstonLogger({
    level: options.level,
    format: format.combine(
      format.timestamp(),
      options.format === 'json' ? format.json() : text,
    ),
    transports: [new transports.Console()],
  });
  // winston formats each line before it drops those of a lower level.
  const at = (level: keyof Logger): Logger[keyof Logger] =>
    logger.isLevelEnabled(level)
      ? (message, meta) => {
          logger.log(level, message, meta);
        }
      : () => {};
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}

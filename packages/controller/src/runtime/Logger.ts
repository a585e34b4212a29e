/**
 * The part of a logger that the controller uses; winston's and Backstage's fit.
 *
 * @public
 */
export interface Logger {
  debug(message: string, meta?: Record<string, string | number>): void;
  info(message: string, meta?: Record<string, string | number>): void;
  warn(message: string, meta?: Record<string, string | number>): void;
  error(message: string, meta?: Record<string, string | number>): void;
}

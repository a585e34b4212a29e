/**
 * The developer-portal-controller: a Kubernetes operator for API products and API keys.
 *
 * @packageDocumentation
 */
export {
  startController,
  type ControllerOptions,
  type RunningController,
} from './manager';
export { runCommandLine } from './cli';
export type { Clock, Logger } from './runtime';

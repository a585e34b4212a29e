/**
 * A Kubernetes API in one Node process.
 *
 * @packageDocumentation
 */
export { LocalCluster } from './LocalCluster';
export type { LocalClusterOptions, LocalClusterLogger } from './LocalCluster';
export { runCommandLine } from './commandLine';

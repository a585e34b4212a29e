/**
 * The portal's one connection to the Kubernetes cluster, as a Backstage service.
 *
 * @packageDocumentation
 */
export * from './cluster';
export { refuseUnknownOptions } from './config/refuseUnknownOptions';
export * from './documents';
export * from './indexes';
export { kuadrantClusterServiceRef } from './kuadrantClusterServiceRef';

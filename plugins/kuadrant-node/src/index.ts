/**
 * The portal's one connection to the Kubernetes cluster, as a Backstage service.
 *
 * @packageDocumentation
 */
export * from './cluster';
export * from './documents';
export * from './indexes';
export { kuadrantClusterServiceRef } from './kuadrantClusterServiceRef';

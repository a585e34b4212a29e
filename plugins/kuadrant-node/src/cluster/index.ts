export * from './KuadrantCluster';
export * from './DefaultKuadrantCluster';
export { INDEXES, type KuadrantCaches } from './caches';

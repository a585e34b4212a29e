export * from './cluster/RealCluster';

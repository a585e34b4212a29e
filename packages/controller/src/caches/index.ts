export * from './clusterLookup';
export * from './createCaches';
export * from './dispensable';
export * from './Finder';
export * from './indexes';
export * from './StatusWriter';

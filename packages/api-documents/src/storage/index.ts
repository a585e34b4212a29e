export * from './documentConfigMaps';
export * from './storedDocument';
export * from './storedSize';

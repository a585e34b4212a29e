export * from './createCaches';
export * from './indexes';

export * from './createCaches';
export * from './Finder';
export * from './indexes';
export * from './StatusWriter';

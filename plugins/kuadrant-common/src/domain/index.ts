export * from './decisions';
export * from './extensions';
export * from './keySecrets';
export * from './lifetime';
export * from './refs';
export * from './revision';
export * from './standing';
export * from './terms';

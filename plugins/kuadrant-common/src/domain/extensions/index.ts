export * from './Extension';
export * from './extensions';
export * from './storage';

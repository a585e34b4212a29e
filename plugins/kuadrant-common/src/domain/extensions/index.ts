export * from './Extension';
export * from './extensions';

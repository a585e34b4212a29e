export * from './Access';
export * from './Authorizer';
export * from './conditions';
export * from './createResourceLoader';
export * from './permissionSets';
export * from './resources';

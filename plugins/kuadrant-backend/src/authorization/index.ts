export * from './Access';
export * from './Authorizer';
export * from './conditions';
export * from './createResourceLoader';
export * from './openPermissions';
export * from './permissionSets';
export * from './resources';

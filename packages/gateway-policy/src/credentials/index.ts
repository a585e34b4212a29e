export {
  exportedIdentity,
  recommendedIdentityFilter,
  type ExportedIdentity,
} from './identity';
export * from './isolation';
export * from './keyAccess';
export * from './keyRules';
export * from './keySecrets';

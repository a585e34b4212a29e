export {
  exportedIdentity,
  exportedKeyId,
  recommendedIdentityFilter,
  type ExportedIdentity,
} from './identity';
export * from './isolation';
export * from './isolationTypes';
export * from './keyAccess';
export { KeyIsolationIndex } from './KeyIsolationIndex';
export * from './keyRules';
export * from './keySecrets';
export * from './rollout';

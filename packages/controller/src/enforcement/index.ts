export { enforcedKeyOf } from './enforcedKey';
export * from './EnforcementPhase';
export * from './Enforcer';
export * from './SecretReader';
export * from './wantedSecrets';

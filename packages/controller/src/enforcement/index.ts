export * from './ConsumerSecrets';
export * from './Enforcer';
export * from './SecretReader';
export * from './wantedSecrets';

export * from './keyOwnerReference';
export * from './SecretKeeper';
export * from './SecretReconciler';

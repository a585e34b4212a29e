export * from './SecretKeeper';
export * from './SecretReconciler';

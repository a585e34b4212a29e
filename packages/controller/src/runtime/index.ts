export * from './Clock';
export * from './Logger';
export * from './ReconcileLoop';
export * from './WorkQueue';
export * from './LeaderElector';

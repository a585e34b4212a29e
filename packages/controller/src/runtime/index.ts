export * from './Clock';
export * from './Logger';
export * from './ReconcileLoop';
export * from './WorkQueue';

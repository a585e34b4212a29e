export * from './evaluateKey';
export * from './KeyInput';
export * from './KeyReconciler';
export * from './keyStatus';

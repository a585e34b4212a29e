export * from './TokenVerifier';

export * from './programs/Authorino';
export * from './programs/Envoy';

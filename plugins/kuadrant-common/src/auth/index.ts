export * from './callExample';
export * from './credentials';

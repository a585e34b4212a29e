export * from './readDefinition';

export * from './Expressions';
export { readPaths } from './readPaths';

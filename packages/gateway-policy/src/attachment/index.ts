export * from './attachRoute';
export { coversHostname, intersectHostnames } from './hostnames';
export * from './types';

export * from './attachRoute';
export { coversHostname, intersectHostnames } from './hostnames';
export { routeParents } from './parents';
export * from './types';

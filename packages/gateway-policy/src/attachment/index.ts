export * from './attachRoute';
export { coversHostname, intersectHostnames } from './hostnames';
export { listenerSetGateway, routeParents } from './parents';
export * from './types';

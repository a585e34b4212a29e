export { apiHostname } from './apiHostname';
export { HOST_PLACEHOLDER } from './configuredUrls';
export { pathPrefix } from './pathPrefix';
export * from './routeHosts';

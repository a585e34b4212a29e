export { installDefinitions, seed } from './seed';
export { readDefinitions } from './manifests';

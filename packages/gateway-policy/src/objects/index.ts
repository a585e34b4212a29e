export * from './cluster';
export { selectsLabels, unmetRequirement } from './labelSelector';
export type { ObjectName } from './refs';

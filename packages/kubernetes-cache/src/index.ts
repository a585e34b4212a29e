export * from './types';
export { KubernetesClient } from './client/KubernetesClient';
export * from './client/KubernetesError';
export * from './client/options';
export { ResourceCache } from './cache/ResourceCache';
export * from './cache/types';
export { type CacheEvent } from './cache/Store';
export { type ReflectorTimes } from './cache/Reflector';
export { compareResourceVersions } from './cache/resourceVersion';
export * from './time/Clock';
export {
  LeaderElector,
  type LeaderElectorOptions,
} from './leader/LeaderElector';

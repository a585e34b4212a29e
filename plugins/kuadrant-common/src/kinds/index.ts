export * from './KubernetesObject';
export * from './conditions';
export * from './gateway';
export * from './generated';
export * from './policies';
export * from './resources';
